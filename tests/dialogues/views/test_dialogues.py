import re
import uuid
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from dialogues.choices import Phase, Seat
from dialogues.models import Dialogue
from dialogues.services import dialogues, participants
from tests.dialogues.views.conftest import questions, signed_in, typed
from tests.factories.accounts import MembershipFactory
from tests.factories.commitments import CommitmentFactory
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DialogueFactory,
    IncidentFactory,
    SessionFactory,
    seated,
)

pytestmark = pytest.mark.django_db
PAGES = ["dialogue-show", "dialogue-change", "dialogue-close", "dialogue-reopen", "record-show"]


def address(name, *args):
    return reverse(f"dialogues:{name}", args=args)


def opening(agency, **values):
    return {
        "form_key": str(uuid.uuid4()),
        "agency": agency.pk,
        "title": "Riverton circles (demo)",
        "phase": Phase.SUSTAINED,
        "purpose": "Hear each other.",
        **values,
    }


@pytest.mark.parametrize("name", PAGES)
def test_strangers_get_404(name, dialogue, stranger):
    assert stranger.get(address(name, dialogue.pk)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_colleagues_without_a_seat_get_404(name, dialogue):
    colleague = MembershipFactory(agency=dialogue.agency, roles=[Role.LIAISON, Role.ADMINISTRATOR])
    assert signed_in(colleague.user).get(address(name, dialogue.pk)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_signed_out_are_asked_to_sign_in(name, dialogue, client):
    page = client.get(address(name, dialogue.pk))
    assert (page.status_code, page.url.startswith(reverse("accounts:sign-in"))) == (302, True)


@pytest.mark.parametrize("name", ["dialogue-change", "dialogue-close", "dialogue-reopen"])
def test_members_without_the_right_are_told_why(name, dialogue, neutral):
    page = neutral.post(address(name, dialogue.pk))
    assert page.status_code == 403
    assert "Only the liaison" in page.content.decode()


def test_opening_takes_one_to_the_overview():
    member = MembershipFactory()
    page = signed_in(member.user).post(address("dialogue-open"), opening(member.agency), follow=True)
    assert page.redirect_chain == [(address("dialogue-show", Dialogue.objects.get().pk), 302)]
    assert "Nothing was sent to anyone." in page.content.decode()


def test_opening_sent_twice_opens_one():
    member, browser = (one := MembershipFactory()), signed_in(one.user)
    sent = opening(member.agency)
    first, again = (browser.post(address("dialogue-open"), sent) for _ in range(2))
    assert (first.url, Dialogue.objects.count()) == (again.url, 1)


def test_opening_with_mistakes_keeps_what_was_typed():
    member = MembershipFactory()
    title = "🕊️ الحوار " * 30
    page = signed_in(member.user).post(
        address("dialogue-open"), opening(member.agency, title=title, phase="", purpose="")
    )
    said = page.context["form"].errors
    assert said["title"] == [f"Use at most 160 characters; this has {len(title.strip())}."]
    assert said["phase"] == ["Choose the phase that fits best. You can change it later."]
    assert title.strip() in page.content.decode()
    assert not Dialogue.objects.exists()


def test_opening_for_another_agency_is_no_choice():
    member, other = MembershipFactory(), DialogueFactory().agency
    page = signed_in(member.user).post(address("dialogue-open"), opening(other))
    assert page.context["form"].non_field_errors() == ["This page is out of date. Load it again."]


def test_opening_refused_without_the_role():
    page = signed_in(MembershipFactory(roles=[Role.FACILITATOR]).user).get(address("dialogue-open"))
    assert page.status_code == 403


def test_opening_after_an_incident_is_filled_in():
    incident = IncidentFactory(title="Stop on Elm Street (demo)")
    browser = signed_in(MembershipFactory(agency=incident.agency).user)
    form = browser.get(address("dialogue-open"), {"incident": incident.pk}).context["form"]
    assert (form["title"].value(), form["phase"].value(), form["incident"].value()) == (
        "After: Stop on Elm Street (demo)",
        Phase.POST_INCIDENT,
        incident.pk,
    )


@pytest.mark.parametrize("key", ["0", "-1", "9" * 30, "x", ""])
def test_opening_after_an_unknown_incident_is_an_empty_form(key):
    browser = signed_in(MembershipFactory().user)
    page = browser.get(address("dialogue-open"), {"incident": key})
    assert (page.status_code, page.context["form"]["title"].value()) == (200, None)


def test_overview_of_a_new_dialogue_says_what_to_do(dialogue, liaison):
    page = liaison.get(address("dialogue-show", dialogue.pk)).content.decode()
    assert "No session has a date yet." in page
    assert "Seat a resident on the design team." in page
    assert reverse("planning:next-steps-panel", args=[dialogue.pk]) in page


def test_overview_tells_those_who_may_not_change_it_why(dialogue, neutral):
    page = neutral.get(address("dialogue-show", dialogue.pk)).content.decode()
    assert address("dialogue-change", dialogue.pk) not in page
    assert "Only the liaison and the design team change what the dialogue is about." in page


@pytest.mark.parametrize("count", [1, 3])
def test_overview_asks_the_database_as_often_for_three_as_for_one(count, dialogue, liaison):
    SessionFactory.create_batch(count, dialogue=dialogue)
    assert questions(liaison, address("dialogue-show", dialogue.pk)) == 10


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_as_often_for_three_as_for_one(count):
    member = MembershipFactory()
    for dialogue in DialogueFactory.create_batch(count, agency=member.agency):
        seated(dialogue, Seat.DESIGNER, user=member.user)
        SessionFactory(dialogue=dialogue)
    assert questions(signed_in(member.user), address("dialogue-list")) == 8


def test_list_shows_mine_only_open_first_closed_on_request(stranger):
    mine, closed = DialogueFactory(title="Mine"), ClosedDialogueFactory(title="Over")
    person = seated(mine, Seat.DESIGNER)
    seated(closed, Seat.DESIGNER, user=person)
    DialogueFactory(title="Somebody else’s")
    browser = signed_in(person)
    for query, titles in [({}, ["Mine"]), ({"show": "closed"}, ["Over"]), ({"show": "x"}, ["Mine"])]:
        page = browser.get(address("dialogue-list"), query)
        assert [row.dialogue.title for row in page.context["page"].rows] == titles
    assert "You have no seat in a dialogue yet" in stranger.get(address("dialogue-list")).content.decode()


@pytest.mark.parametrize(("words", "found"), [("circle", 1), ("CIRCLES", 1), ("swimming", 0), ("\x00", 1)])
def test_list_finds_by_words(words, found):
    dialogue = DialogueFactory(title="Riverton circles (demo)")
    browser = signed_in(seated(dialogue))
    page = browser.get(address("dialogue-list"), {"q": words})
    assert len(page.context["page"].rows) == found
    assert ("No dialogue has these words" in page.content.decode()) == (not found)


def test_list_goes_on_by_key():
    first = DialogueFactory()
    person = seated(first, Seat.DESIGNER)
    for dialogue in DialogueFactory.create_batch(24, agency=first.agency):
        seated(dialogue, Seat.DESIGNER, user=person)
    browser = signed_in(person)
    page = browser.get(address("dialogue-list")).context["page"]
    rest = browser.get(address("dialogue-list"), {"before": page.next_before}).context["page"]
    keys = [row.dialogue.pk for row in (*page.rows, *rest.rows)]
    assert (len(page.rows), len(keys), rest.next_before) == (20, 25, None)
    assert keys == sorted(keys, reverse=True)


def test_change_saves_and_counts_the_version(dialogue, designer):
    page = designer.get(address("dialogue-change", dialogue.pk))
    done = designer.post(
        address("dialogue-change", dialogue.pk), typed(page, goals="Know each other.\r\nMeet.")
    )
    dialogue.refresh_from_db()
    assert (done.url, dialogue.goals, dialogue.version) == (
        address("dialogue-show", dialogue.pk),
        "Know each other.\nMeet.",
        2,
    )


def test_two_people_changing_the_second_sees_both_and_keeps_their_words(dialogue, liaison, designer):
    page = designer.get(address("dialogue-change", dialogue.pk))
    liaison.post(
        address("dialogue-change", dialogue.pk), typed(page, goals="Theirs", conveners="Chief (demo)")
    )
    told = designer.post(
        address("dialogue-change", dialogue.pk), typed(page, goals="Mine", off_limits="Cases")
    )
    assert told.status_code == 409
    seen = {str(one.label): (one.yours, one.theirs, one.is_contested) for one in told.context["differences"]}
    assert seen == {"Goals": ("Mine", "Theirs", True), "Conveners": ("", "Chief (demo)", False)}
    designer.post(address("dialogue-change", dialogue.pk), typed(told))
    dialogue.refresh_from_db()
    assert (dialogue.goals, dialogue.conveners, dialogue.off_limits, dialogue.version) == (
        "Mine",
        "Chief (demo)",
        "Cases",
        3,
    )


def test_change_of_a_closed_dialogue_keeps_the_words():
    dialogue = ClosedDialogueFactory()
    browser = signed_in(seated(dialogue))
    page = browser.get(address("dialogue-change", dialogue.pk))
    told = browser.post(address("dialogue-change", dialogue.pk), typed(page, goals="Kept words"))
    assert "This dialogue is closed." in told.content.decode()
    assert "Kept words" in told.content.decode()


def test_closing_asks_first_and_names_what_stays_open(dialogue, liaison):
    SessionFactory(dialogue=dialogue)
    asked = liaison.get(address("dialogue-close", dialogue.pk)).content.decode()
    assert "One session is still planned" in asked
    refused = liaison.post(address("dialogue-close", dialogue.pk))
    assert (refused.status_code, Dialogue.objects.get().is_open) == (409, True)


def test_closing_and_opening_again(dialogue, liaison):
    liaison.post(address("dialogue-close", dialogue.pk))
    page = liaison.get(address("dialogue-show", dialogue.pk)).content.decode()
    assert address("dialogue-reopen", dialogue.pk) in page
    assert address("dialogue-change", dialogue.pk) not in page
    liaison.post(address("dialogue-reopen", dialogue.pk))
    dialogue.refresh_from_db()
    assert dialogue.is_open


def test_record_tells_the_story_in_order(dialogue, liaison):
    person = dialogue.design_team.get().user
    dialogues.change(by=person, dialogue=dialogue, version=1, changes={"title": "New title"})
    dialogues.close(by=person, dialogue=dialogue)
    page = liaison.get(address("record-show", dialogue.pk))
    assert [line.sentence for line in page.context["story"].lines] == [
        f"{person.full_name} changed title of the dialogue",
        f"{person.full_name} closed the dialogue",
    ]


def test_record_tells_of_single_people_only_who_sees_them(dialogue, liaison, designer):
    details = {"name": "Ana Demo", "naming": "first_name", "category": "youth"}
    participants.add(by=seated(dialogue), dialogue=dialogue, details=details)
    seen = [
        browser.get(address("record-show", dialogue.pk)).content.decode() for browser in (liaison, designer)
    ]
    assert ["added a participant (Youth)" in page for page in seen] == [True, False]
    assert ["single participants is left out" in page for page in seen] == [False, True]


def test_records_officers_read_and_change_nothing(dialogue):
    member = MembershipFactory(agency=dialogue.agency, roles=[Role.RECORDS_OFFICER])
    browser = signed_in(member.user)
    assert browser.get(address("dialogue-show", dialogue.pk)).status_code == 200
    assert browser.get(address("dialogue-change", dialogue.pk)).status_code == 403
    page = browser.get(address("dialogue-list-of-agency", dialogue.agency_id)).content.decode()
    assert address("dialogue-show", dialogue.pk) in page


def test_administrators_see_that_dialogues_exist_and_who_is_liaison(dialogue, liaison):
    admin = signed_in(MembershipFactory(agency=dialogue.agency, roles=[Role.ADMINISTRATOR]).user)
    page = admin.get(address("dialogue-list-of-agency", dialogue.agency_id)).content.decode()
    assert dialogue.title in page
    assert dialogue.purpose not in page
    assert f'"{address("dialogue-show", dialogue.pk)}"' not in page
    assert address("design-team-seat-liaison", dialogue.pk) in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_agency_asks_the_database_as_often_for_three_as_for_one(count):
    member = MembershipFactory(roles=[Role.ADMINISTRATOR])
    for dialogue in DialogueFactory.create_batch(count, agency=member.agency):
        seated(dialogue)
    assert questions(signed_in(member.user), address("dialogue-list-of-agency", member.agency_id)) == 10


def test_list_of_agency_is_for_its_administrators_and_records_officers(dialogue, liaison, stranger):
    outsider = signed_in(MembershipFactory(roles=[Role.ADMINISTRATOR]).user)
    where = address("dialogue-list-of-agency", dialogue.agency_id)
    assert liaison.get(where).status_code == 403
    assert {browser.get(where).status_code for browser in (stranger, outsider)} == {404}


def test_nothing_is_shown_to_those_who_left(dialogue):
    person = seated(dialogue, Seat.DESIGNER)
    dialogue.design_team.filter(user=person).update(left_at=timezone.now())
    assert signed_in(person).get(address("dialogue-show", dialogue.pk)).status_code == 404


def test_opening_shows_what_is_still_owed_and_says_nothing_when_nothing_is(dialogue, liaison):
    page = liaison.get(address("dialogue-open"))
    assert "still open" not in page.content.decode()
    promise = CommitmentFactory(dialogue=dialogue, text="Hold the door (demo)")
    words = liaison.get(address("dialogue-open")).content.decode()
    assert "1 promise from earlier dialogues is still open" in words
    assert address("commitment-show", dialogue.pk, promise.pk) in words
    assert words.index("Hold the door (demo)") < words.index('name="title"')


def test_more_open_promises_are_a_page_away_and_the_incident_stays(dialogue, liaison):
    incident = IncidentFactory(agency=dialogue.agency)
    CommitmentFactory.create_batch(7, dialogue=dialogue)
    words = liaison.get(address("dialogue-open") + f"?incident={incident.pk}").content.decode()
    (later,) = re.findall(r'href="(\?[^"#]*after=\d+)#promises"', words)
    assert f"incident={incident.pk}" in later
    more = liaison.get(address("dialogue-open") + unescape(later)).content.decode()
    assert "#promises" not in more
    assert liaison.get(address("dialogue-open") + "?after=nonsense").status_code == 200
