import gzip

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.services import commitments
from tests.dialogues.views.conftest import questions, without_tokens
from tests.factories.commitments import (
    CommitmentFactory,
    FollowUpFactory,
    PublicDialogueFactory,
    ReportFactory,
)
from tests.factories.dialogues import DialogueFactory, HeldSessionFactory, seated
from tests.factories.notes import NoteFactory
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def pages_of(dialogue, commitment):
    return [
        reverse("dialogues:commitments-public", args=[dialogue.public_id]),
        reverse("dialogues:commitment-public", args=[dialogue.public_id, commitment.pk]),
    ]


@pytest.fixture
def dialogue():
    return PublicDialogueFactory(title="After Maple Street")


@pytest.fixture
def anyone():
    return Client()


def test_anyone_reads_what_was_promised_and_where_it_stands(dialogue, anyone):
    commitment = CommitmentFactory(dialogue=dialogue, status="behind", partner="Demo Neighbors")
    ReportFactory(commitment=commitment, text="Two of four.", evidence="https://demo.example/card")
    listed, shown = (anyone.get(page).content.decode() for page in pages_of(dialogue, commitment))
    for words in (commitment.text, commitment.owner, "Behind"):
        assert words in listed
        assert words in shown
    for words in (commitment.measure, "Demo Neighbors", "Two of four.", 'href="https://demo.example/card"'):
        assert words in shown


def test_what_is_not_public_answers_as_if_it_had_never_been(anyone):
    closed = CommitmentFactory(dialogue=DialogueFactory())
    hidden = CommitmentFactory(dialogue=PublicDialogueFactory(), is_public=False)
    other = CommitmentFactory(dialogue=PublicDialogueFactory())
    pages = pages_of(closed.dialogue, closed) + pages_of(hidden.dialogue, hidden)[1:]
    pages += [reverse("dialogues:commitment-public", args=[hidden.dialogue.public_id, other.pk])]
    pages += [reverse("dialogues:commitments-public", args=["never-was"])]
    answers = [anyone.get(page) for page in pages]
    assert {answer.status_code for answer in answers} == {404}
    told = {without_tokens(answer).replace(page, "") for page, answer in zip(pages, answers, strict=True)}
    assert len(told) == 1


def test_no_member_of_staff_is_named_but_the_owner(dialogue, anyone):
    by = seated(dialogue)
    by.full_name = "Demo Canary"
    by.save()
    commitment = CommitmentFactory(dialogue=dialogue)
    commitments.report(by=by, commitment=commitment, status="behind", text="Slow")
    day = commitment.due_on.replace(year=commitment.due_on.year + 1)
    commitments.postpone(by=by, commitment=commitment, due_on=day, reason="Snow")
    commitment.refresh_from_db()
    changes = {"text": "Other words"}
    commitments.change(by=by, commitment=commitment, version=commitment.version, changes=changes)
    for page in pages_of(dialogue, commitment):
        text = anyone.get(page).content.decode()
        assert "Canary" not in text
        assert "Other words" in text
    assert "Reason: Snow" in text
    assert "The wording changed: commitment" in text


def test_no_participant_no_note_and_no_number_of_them(dialogue, anyone):
    session = InvitationFactory(session__dialogue=dialogue, participant__name="Demo Canary").session
    ParticipantFactory(dialogue=dialogue, name="Demo Canary", organization="Canary House")
    NoteFactory(dialogue=dialogue, session=session, text="Canary in a note")
    commitment = CommitmentFactory(dialogue=dialogue, session=session)
    for page in [*pages_of(dialogue, commitment), reverse("dialogues:commitments-public-list")]:
        text = anyone.get(page).content.decode()
        assert "Canary" not in text
        assert session.title not in text


def test_words_are_spanish_by_choice_and_dates_too(dialogue, anyone):
    CommitmentFactory(dialogue=dialogue, made_on="2026-10-01", due_on="2026-12-08")
    page = reverse("dialogues:commitments-public", args=[dialogue.public_id])
    text = anyone.get(page, HTTP_ACCEPT_LANGUAGE="es").content.decode()
    assert 'lang="es"' in text
    assert "8 dic 2026" in text.casefold()


def test_a_long_page_is_light_and_goes_on(dialogue, anyone):
    for _turn in range(45):
        CommitmentFactory(dialogue=dialogue, text="A promise of three hundred signs. " * 8, owner="O" * 160)
    page = reverse("dialogues:commitments-public", args=[dialogue.public_id])
    first = anyone.get(page)
    assert len(first.content) < 100_000
    assert len(gzip.compress(first.content)) < 15_000
    after = first.context["list"].next_after
    second = anyone.get(page, {"after": after}).content.decode()
    assert second.count("next-list__item") == 5


def test_paper_tells_its_day_and_the_address_that_works(dialogue, anyone, settings, time_machine):
    time_machine.move_to("2026-12-09T03:00:00+00:00")  # still the day before in Chicago
    settings.PUBLIC_ORIGIN = "https://demo.example"
    commitment = CommitmentFactory(dialogue=dialogue)
    for page in pages_of(dialogue, commitment):
        text = anyone.get(page).content.decode()
        assert f"https://demo.example{page}" in text
        assert "Tue 8 Dec 2026</time>." in text


def test_all_public_pages_are_found_by_words(dialogue, anyone):
    CommitmentFactory(dialogue=dialogue)
    page = reverse("dialogues:commitments-public-list")
    assert "After Maple Street" in anyone.get(page, {"words": "maple"}).content.decode()
    assert "No public page fits" in anyone.get(page, {"words": "elsewhere"}).content.decode()
    assert "After Maple Street" in anyone.get(page, {"words": "maple", "before": "x"}).content.decode()


def test_without_any_public_page_the_list_says_so(anyone):
    page = anyone.get(reverse("dialogues:commitments-public-list")).content.decode()
    assert "No agency has made its commitments public yet." in page


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_one_and_for_three(dialogue, anyone, count):
    for _turn in range(count):
        session = HeldSessionFactory(dialogue=dialogue)
        commitment = CommitmentFactory(dialogue=dialogue, session=session)
        ReportFactory(commitment=commitment)
        FollowUpFactory(commitment=commitment)
        CommitmentFactory(dialogue=PublicDialogueFactory())
    listed, shown = pages_of(dialogue, commitment)
    assert questions(anyone, listed) == 3
    assert questions(anyone, shown) == 4
    assert questions(anyone, reverse("dialogues:commitments-public-list")) == 2
