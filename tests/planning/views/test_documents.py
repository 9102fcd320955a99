"""Choosing a copy and getting it."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
ASKED = {"version": "participant", "paper": "a4", "language": "es"}


def address(name, agenda):
    return reverse(f"planning:{name}", args=[agenda.session.dialogue_id, agenda.session_id])


def test_the_choice_begins_with_the_agencys_paper(agenda, neutral):
    form = neutral.get(address("agenda-print", agenda)).context["form"]
    assert form["paper"].value() == agenda.session.dialogue.agency.paper_size


def test_the_document_opens_in_the_browser_under_a_plain_name(agenda, neutral):
    response = neutral.get(address("agenda-pdf", agenda), ASKED)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    assert response.headers["Content-Disposition"] == 'inline; filename="agenda-participant-draft-v1.pdf"'
    assert response.content.startswith(b"%PDF-1.7")


@pytest.mark.parametrize("wrong", [{}, ASKED | {"paper": "napkin"}, ASKED | {"language": "xx"}])
def test_an_address_that_was_tampered_with_leads_to_the_choice(agenda, neutral, wrong):
    response = neutral.get(address("agenda-pdf", agenda), wrong)
    assert response.headers["Location"] == address("agenda-print", agenda)
