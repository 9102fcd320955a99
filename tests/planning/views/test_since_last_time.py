"""Where an agenda starts: which earlier promises it proposes to account for, and which it only names."""

import pytest
from django.urls import reverse

from tests.factories.commitments import CommitmentFactory, PublicDialogueFactory
from tests.factories.dialogues import DesignTeamMemberFactory

pytestmark = pytest.mark.django_db


def test_a_new_dialogue_is_offered_what_the_page_that_opened_it_showed(session, liaison):
    other = PublicDialogueFactory(agency=session.dialogue.agency, title="North Side (demo)")
    CommitmentFactory(dialogue=other, text="Say the reason (demo)")
    where = reverse("planning:agenda-show", args=[session.dialogue_id, session.pk])
    words = liaison.get(where).content.decode()
    assert "Say the reason (demo)" in words
    assert 'name="accounts_for_promises"' in words
    DesignTeamMemberFactory(dialogue=session.dialogue, user=None, organization="Demo Neighbors")
    words = liaison.get(where).content.decode()
    assert 'name="accounts_for_promises"' not in words
    assert "1 promise is open in other dialogues of the agency" in words
    assert "Say the reason (demo)" in words
