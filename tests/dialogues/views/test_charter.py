import html

import pytest
from django.urls import reverse

from dialogues.choices import Phase, Seat
from dialogues.models import Charter
from dialogues.services import charter
from tests.dialogues.views.conftest import questions, signed_in, typed
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, seated

pytestmark = pytest.mark.django_db


def address(name, dialogue):
    return reverse(f"dialogues:{name}", args=[dialogue.pk])


def words_of(page):
    return " ".join(html.unescape(page.content.decode()).split())


@pytest.fixture
def dialogue():
    return DialogueFactory(phase=Phase.SUSTAINED)


def written(dialogue, **changes):
    values = {"purpose": "Watch over promises", "seats": (("Residents", 3),), **changes}
    return charter.write(by=seated(dialogue), dialogue=dialogue, version=0, changes=values)


def test_only_sustained_dialogues_lead_to_it():
    for phase, shown in ((Phase.SUSTAINED, True), (Phase.PRE_CRISIS, False)):
        dialogue = DialogueFactory(phase=phase)
        words = words_of(signed_in(seated(dialogue)).get(address("dialogue-show", dialogue)))
        assert (address("charter-show", dialogue) in words) == shown
        assert (address("year-show", dialogue) in words) == shown


def test_before_there_is_one_the_page_says_what_to_do(dialogue, liaison, neutral):
    assert "Write the charter" in words_of(liaison.get(address("charter-show", dialogue)))
    told = words_of(neutral.get(address("charter-show", dialogue)))
    assert "Only the liaison and the design team change the charter." in told
    assert "Write the charter" not in told
    assert liaison.get(address("charter-pdf", dialogue)).status_code == 404


def test_writing_it_shows_it_with_its_seats_and_what_to_ask_counsel(dialogue, liaison):
    page = address("charter-change", dialogue)
    sent = typed(liaison.get(page), purpose="Watch over promises", seats="3 Residents\n2 Youth", quorum=3)
    assert liaison.post(page, sent).url == address("charter-show", dialogue)
    words = words_of(liaison.get(address("charter-show", dialogue)))
    assert "3 · Residents" in words
    assert "5 seats altogether" in words
    assert "Does an open-meetings law cover this body" in words


def test_mistakes_keep_what_was_typed(dialogue, liaison):
    page = address("charter-change", dialogue)
    told = liaison.post(page, typed(liaison.get(page), purpose="Watch", seats="Residents: 3"))
    assert "Line 1: begin with how many seats" in words_of(told)
    assert "Residents: 3" in words_of(told)
    assert not Charter.objects.exists()


def test_two_people_changing_the_second_sees_both_and_keeps_the_words(dialogue, liaison):
    row = written(dialogue)
    page = address("charter-change", dialogue)
    sent = typed(liaison.get(page), chair="My chair", purpose="My purpose")
    other = seated(dialogue, Seat.DESIGNER)
    charter.write(
        by=other, dialogue=dialogue, version=row.version, changes={"purpose": "Their purpose", "quorum": 2}
    )
    told = liaison.post(page, sent)
    assert told.status_code == 409
    for part in ("My purpose", "Their purpose", "My chair"):
        assert part in words_of(told)
    assert liaison.post(page, typed(told)).status_code == 302
    saved = Charter.objects.get()
    assert (saved.purpose, saved.chair, saved.quorum, saved.version) == ("My purpose", "My chair", 2, 3)


def test_earlier_versions_stay_readable(dialogue, liaison):
    row = written(dialogue)
    charter.write(by=row.changed_by, dialogue=dialogue, version=1, changes={"purpose": "New purpose"})
    words = words_of(liaison.get(address("charter-show", dialogue)))
    assert words.index("New purpose") < words.index("Earlier versions") < words.index("Watch over promises")


def test_a_closed_dialogue_keeps_its_charter_as_it_is():
    dialogue = ClosedDialogueFactory(phase=Phase.SUSTAINED)
    browser = signed_in(seated(dialogue))
    words = words_of(browser.get(address("charter-show", dialogue)))
    assert address("charter-change", dialogue) not in words
    refused = browser.post(
        address("charter-change", dialogue),
        typed(browser.get(address("charter-change", dialogue)), purpose="Kept words"),
    )
    assert "This dialogue is closed." in words_of(refused)
    assert "Kept words" in words_of(refused)


def test_the_paper_is_named_after_its_version(dialogue, liaison):
    written(dialogue)
    paper = liaison.get(address("charter-pdf", dialogue))
    assert paper.content.startswith(b"%PDF")
    assert paper["Content-Disposition"] == 'inline; filename="charter-v1.pdf"'


def test_the_page_costs_the_same_for_one_version_and_for_three(dialogue, liaison):
    row = written(dialogue)
    page = address("charter-show", dialogue)
    few = questions(liaison, page)
    for version in (1, 2):
        charter.write(
            by=row.changed_by, dialogue=dialogue, version=version, changes={"term": f"{version} years"}
        )
    assert questions(liaison, page) == few
