"""The pages of an incident's team, family, dates, reminders and hand-over, as people use them."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from dialogues.choices import Seat
from dialogues.choices.incidents import TeamPart, WatchKind
from dialogues.models import Incident
from records.models import Message
from tests.dialogues.views.conftest import signed_in, typed
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory, SessionFactory, seated
from tests.factories.incidents import (
    FamilyTalkFactory,
    ReminderPauseFactory,
    TeamMemberFactory,
    WatchDateFactory,
    WindowFactory,
    liaison_of,
    on_team,
)

pytestmark = pytest.mark.django_db


OPEN = "/incidents/open/"  # the room above opens an incident together with its playbook


def address(name, *args):
    return reverse(f"dialogues:{name}", args=args)


@pytest.fixture
def incident():
    return IncidentFactory()


@pytest.fixture
def browser(incident):
    return signed_in(liaison_of(incident))


def sent(browser, where, **values):
    return browser.post(where, typed(browser.get(where), **values))


def words(page):
    return " ".join(page.content.decode().split())


# --- opening, withdrawing ---------------------------------------------------------------------------------


def test_the_first_form_gathers_the_team_and_says_what_waits():
    member = MembershipFactory()
    colleague = MembershipFactory(agency=member.agency, roles=[Role.FACILITATOR]).user
    DialogueFactory(agency=member.agency)
    browser, where = signed_in(member.user), OPEN
    values = {"clock": "00:00", "kind": "protest", "title": "Demo protest", "team": [colleague.pk]}
    page = browser.post(where, typed(browser.get(where), **values), follow=True)
    assert "Reminders of one other dialogue wait until you decide." in words(page)
    parts = browser.get(address("incident-parts", Incident.objects.get().pk))
    assert colleague.full_name in words(parts)


def test_the_first_form_refuses_a_team_of_strangers():
    member = MembershipFactory()
    browser, where = signed_in(member.user), OPEN
    page = sent(browser, where, clock="00:00", kind="protest", title="Demo", team=[UserFactory().pk])
    assert page.context["form"].errors["team"][0].startswith("Only members of the agency can be chosen.")


def test_withdrawn_it_says_so_everywhere_and_comes_back(incident, browser):
    where = address("incident-withdraw", incident.pk)
    assert "Write what the mistake was" in words(browser.post(where, {"reason": ""}))
    page = browser.post(where, {"reason": "Opened <b>twice</b>"}, follow=True)
    assert "opened by mistake: Opened &lt;b&gt;twice&lt;/b&gt;" in words(page)
    assert "opened by mistake" in words(browser.get(address("incident-facts", incident.pk)))
    assert incident.title not in words(browser.get(OPEN))
    page = browser.post(address("incident-put-back", incident.pk), follow=True)
    assert "The incident is back." in words(page)


def test_with_a_dialogue_about_it_the_page_says_why_not(incident, browser):
    DialogueFactory(agency=incident.agency, incident=incident)
    page = browser.get(address("incident-withdraw", incident.pk))
    assert "A dialogue about this incident exists" in words(page)
    refused = browser.post(address("incident-withdraw", incident.pk), {"reason": "Twice"})
    assert "A dialogue about this incident exists" in words(refused)


# --- who sees what ----------------------------------------------------------------------------------------


def test_a_seat_shows_the_incident_without_its_parts(incident):
    dialogue = DialogueFactory(agency=incident.agency, incident=incident)
    TeamMemberFactory(incident=incident, name="Demo Secret Office")
    browser = signed_in(seated(dialogue, Seat.DESIGNER))
    page = words(browser.get(address("incident-show", incident.pk)))
    assert incident.title in page
    assert "Demo Secret Office" not in page
    assert "Hand-over" not in page
    for name in ("incident-team", "incident-family", "incident-dates", "incident-hand-over"):
        refused = browser.get(address(name, incident.pk))
        assert refused.status_code == 403
        assert "Only the incident’s team" in words(refused)


def test_the_team_sees_all_of_it(incident):
    browser = signed_in(on_team(incident))
    for name in ("show", "team", "family", "facts", "dates", "reminders", "hand-over"):
        assert browser.get(address(f"incident-{name}", incident.pk)).status_code == 200


def test_who_works_on_an_incident_finds_it_until_it_is_withdrawn(incident):
    browser = signed_in(on_team(incident))
    assert incident.title in words(browser.get(address("dialogue-list")))
    signed_in(liaison_of(incident)).post(address("incident-withdraw", incident.pk), {"reason": "Twice"})
    assert incident.title not in words(browser.get(address("dialogue-list")))


# --- team ---------------------------------------------------------------------------------------------------


def test_people_join_change_and_leave(incident, browser):
    where = address("incident-team-add", incident.pk)
    assert "Choose a member above, or write a name or an office." in words(sent(browser, where, part="other"))
    sent(browser, where, name="Demo Counsel", part=TeamPart.COUNSEL)
    member = incident.team.get()
    sent(browser, address("incident-team-change", incident.pk, member.pk), part=TeamPart.SPOKESPERSON)
    member.refresh_from_db()
    assert (member.name, member.part) == ("Demo Counsel", "spokesperson")
    browser.post(address("incident-team-leave", incident.pk, member.pk))
    assert "Who left the team" in words(browser.get(address("incident-team", incident.pk)))


def test_whoever_leaves_by_themselves_is_led_to_a_page_they_may_see(incident):
    user = on_team(incident)
    place = incident.team.get(user=user)
    answer = signed_in(user).post(address("incident-team-leave", incident.pk, place.pk))
    assert answer.url == reverse("planning:next")


# --- family -------------------------------------------------------------------------------------------------


def test_the_contact_is_named_only_with_the_confirmation(incident, browser):
    where = address("family-contact-name", incident.pk)
    page = sent(browser, where, name="Demo Chaplain")
    assert (
        "must have no part in the investigation" in page.context["form"].errors["is_outside_investigation"][0]
    )
    assert page.context["form"]["name"].value() == "Demo Chaplain"
    sent(browser, where, name="Demo Chaplain", is_outside_investigation="on")
    assert incident.family_contacts.current().get().name == "Demo Chaplain"


def test_a_time_of_contact_with_the_next_promised(incident, browser):
    where = address("family-talk-log", incident.pk)
    ahead = (timezone.now() + timedelta(days=2)).date()
    half = sent(browser, where, next_day=ahead.isoformat())
    assert half.context["form"].errors["next_clock"] == [
        "Give both the day and the time, or leave both empty."
    ]
    sent(browser, where, next_day=ahead.isoformat(), next_clock="10:00")
    assert incident.family_talks.get().next_promised_at.hour in {15, 16}  # ten in Chicago
    back = sent(browser, where, next_day="2020-01-02", next_clock="10:00")
    assert back.context["form"].errors["next_day"][0].startswith("The next update comes after")


@pytest.mark.parametrize(
    ("day", "field", "told"),
    [
        ("2026-03-08", "clock", "This time does not exist"),
        ("2025-11-02", "occurrence", "This time happens twice"),
    ],
)
def test_times_that_clocks_skip_or_show_twice(incident, browser, day, field, told):
    clock = "02:30" if field == "clock" else "01:30"
    page = sent(browser, address("family-talk-log", incident.pk), day=day, clock=clock)
    assert page.context["form"].errors[field][0].startswith(told)


def test_a_wrong_time_stays_readable(incident, browser):
    talk = FamilyTalkFactory(incident=incident)
    page = browser.post(address("family-talk-strike", incident.pk, talk.pk), follow=True)
    assert "<s>" in words(page)
    assert "No contact is written down yet." in words(page)


# --- dates --------------------------------------------------------------------------------------------------


def test_a_window_asks_for_its_latest_day(incident, browser):
    where = address("watch-date-add", incident.pk)
    values = {"kind": WatchKind.VERDICT, "when": "window", "first_on": "2027-01-10"}
    page = sent(browser, where, **values)
    assert page.context["form"].errors["last_on"] == ["Give the latest day it can be; a guess will do."]
    early = sent(browser, where, **values, last_on="2027-01-09")
    assert early.context["form"].errors["last_on"][0].startswith("The latest day comes after")
    sent(browser, where, **values, last_on="2027-02-10")
    listed = words(browser.get(address("incident-dates", incident.pk)))
    assert "day not known yet" in listed


def test_steps_are_ticked_and_the_week_is_asked_for(incident, browser):
    row = WindowFactory(incident=incident, added_at=timezone.now() - timedelta(days=8))
    page = words(browser.get(address("incident-dates", incident.pk)))
    assert "A week has passed." in page
    assert "after Divided Community Project" in page
    assert "our own suggestion" in page
    browser.post(address("watch-date-ticks", incident.pk, row.pk), {"ticked": ["call_tree", "nonsense"]})
    page = words(browser.post(address("watch-date-check-in", incident.pk, row.pk), follow=True))
    assert "A week has passed." not in page
    assert "Before it: 1 of 4 done" in page


def test_the_second_of_two_people_is_told(incident, browser):
    row = WatchDateFactory(incident=incident)
    where = address("watch-date-change", incident.pk, row.pk)
    form = typed(browser.get(where))
    browser.post(where, form | {"note": "Theirs"})
    told = browser.post(where, form | {"note": "Mine"})
    assert told.status_code == 409
    assert "Mine" in words(told)


def test_the_anniversary_is_accepted_once(incident, browser):
    where = address("watch-date-anniversary", incident.pk)
    assert "It is not on the list yet." in words(browser.get(address("incident-dates", incident.pk)))
    assert incident.watch_dates.count() == 0
    browser.post(where)
    browser.post(where)
    assert incident.watch_dates.get().kind == WatchKind.ANNIVERSARY


# --- reminders ----------------------------------------------------------------------------------------------


def test_the_page_lists_what_waits_and_one_decision_at_a_time(incident, browser):
    liaison = incident.agency.memberships.get().user
    dialogue = DialogueFactory(agency=incident.agency, title="Demo roundtable")
    seated(dialogue)
    dialogue.design_team.update(user=liaison)
    SessionFactory(dialogue=dialogue)
    pause = ReminderPauseFactory(incident=incident, dialogue=dialogue)
    hidden = ReminderPauseFactory(
        incident=incident, dialogue__agency=incident.agency, dialogue__title="Not yours (demo)"
    )
    page = words(browser.get(address("incident-reminders", incident.pk)))
    assert "Demo roundtable" in page
    assert "Next session:" in page
    assert "Never paused: invitations" in page
    assert "Not yours (demo)" not in page
    where = address("incident-reminders-decide", incident.pk)
    page = words(browser.post(where, {"what": "stay", "pause": pause.pk}, follow=True))
    assert "stays paused" in page
    page = words(browser.post(where, {"what": "resume"}, follow=True))
    assert "Reminders of 2 dialogues go on." in page
    hidden.refresh_from_db()
    assert hidden.ended_at is not None


@pytest.mark.parametrize("others", [0, 1])
def test_what_resuming_does_is_said_once_and_truly(others, incident, browser):
    liaison = incident.agency.memberships.get().user
    dialogue = DialogueFactory(agency=incident.agency)
    seated(dialogue)
    dialogue.design_team.update(user=liaison)
    ReminderPauseFactory(incident=incident, dialogue=dialogue)
    ReminderPauseFactory.create_batch(others, incident__agency=incident.agency, dialogue=dialogue)
    page = words(browser.get(address("incident-reminders", incident.pk)))
    assert ("Nothing goes out if you resume here" in page) == bool(others)
    assert ("No reminder is due just now." in page) == (not others)


def test_nonsense_decides_nothing(incident, browser):
    pause = ReminderPauseFactory(incident=incident)
    browser.post(address("incident-reminders-decide", incident.pk), {"what": "x", "pause": "y"})
    pause.refresh_from_db()
    assert (pause.ended_at, pause.stays_at) == (None, None)


def test_the_overview_says_who_and_when_and_lets_the_liaison_decide():
    pause = ReminderPauseFactory(paused_by__full_name="Demo Opener")
    dialogue = pause.dialogue
    planner = signed_in(seated(dialogue, Seat.DESIGNER))
    page = words(planner.get(address("dialogue-show", dialogue.pk)))
    assert "Reminders of this dialogue are paused" in page
    assert "Demo Opener wrote down that something happened" in page
    assert pause.incident.title not in page
    assert "Only the liaison decides" in page
    liaison = signed_in(seated(dialogue))
    page = liaison.post(address("dialogue-reminders-decide", dialogue.pk), {"what": "resume"}, follow=True)
    assert "Reminders of one dialogue go on." in words(page)
    assert "Reminders of this dialogue are paused" not in words(page)


# --- hand-over ----------------------------------------------------------------------------------------------


def test_the_form_shows_how_things_stand_and_sends_nothing(incident, browser):
    TeamMemberFactory(incident=incident, name="Demo Operations Desk")
    where = address("hand-over-write", incident.pk)
    assert "Demo Operations Desk" in words(browser.get(where))
    page = browser.post(
        where, typed(browser.get(where), to_name="Demo night desk", note="<i>Call</i>"), follow=True
    )
    assert "handed over to Demo night desk" in words(page)
    assert "&lt;i&gt;Call&lt;/i&gt;" in words(page)
    assert not Message.objects.exists()


def test_the_same_hand_over_sent_twice_is_one(incident, browser):
    values = {"form_key": str(uuid.uuid4()), "to_name": "Demo desk", "note": ""}
    for _turn in range(2):
        browser.post(address("hand-over-write", incident.pk), values)
    assert incident.hand_overs.count() == 1
