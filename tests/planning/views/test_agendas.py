"""The agenda page, where it starts, and its ground rules; who gets in, and what is said to whom."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from dialogues.models import Dialogue, Session
from planning.exports.parts import SHEETS_OF
from planning.exports.sheets import section
from planning.models import Agenda, AgendaBlock, AgendaRevision
from planning.services import items
from tests.factories.commitments import CommitmentFactory
from tests.factories.dialogues import seated
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, printed

pytestmark = pytest.mark.django_db
PAGES = ("agenda-show", "agenda-change", "agenda-print", "agenda-pdf", "item-add")


def address(name, session, *more):
    return reverse(f"planning:{name}", args=[session.dialogue_id, session.pk, *more])


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_gets_404(agenda, stranger, name):
    assert stranger.get(address(name, agenda.session)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_another_dialogue_is_no_way_in(agenda, liaison, name):
    """The address names a dialogue the person sees, and a session of one they do not."""
    other = AgendaBlockFactory().agenda.session
    response = liaison.get(reverse(f"planning:{name}", args=[agenda.session.dialogue_id, other.pk]))
    assert response.status_code == 404


@pytest.mark.parametrize("name", ["agenda-change", "item-add"])
def test_who_may_not_change_is_told_why(agenda, neutral, name):
    response = neutral.get(address(name, agenda.session))
    assert response.status_code == 403
    assert "change the agenda" in response.content.decode()


def test_who_may_only_read_sees_no_buttons(agenda, neutral):
    page = neutral.get(address("agenda-show", agenda.session)).content.decode()
    assert "Only the liaison, the design team and the facilitator change the agenda." in page
    assert "item-tools" not in page


def test_in_a_closed_dialogue_the_agenda_stays_as_it_is(agenda, liaison):
    by = agenda.changed_by
    Dialogue.objects.update(status="closed", closed_at=agenda.changed_at, closed_by=by)
    page = liaison.get(address("agenda-show", agenda.session)).content.decode()
    assert "stays as it is" in page
    assert "item-tools" not in page


def test_the_page_shows_clock_times_and_a_sum(agenda, facilitator):
    page = facilitator.get(address("agenda-show", agenda.session)).content.decode()
    assert "3 items" in page
    assert "45 of 120 min" in page
    assert "75 minutes of the session are not planned yet." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_item_and_for_three(
    agenda, liaison, count, django_assert_num_queries
):
    agenda.blocks.filter(position__gt=count).delete()
    liaison.get(address("agenda-show", agenda.session))
    with django_assert_num_queries(13):
        liaison.get(address("agenda-show", agenda.session))


def test_before_there_is_an_agenda_formats_are_offered(session, facilitator):
    page = facilitator.get(address("agenda-show", session)).content.decode()
    assert "Choose a format" in page
    assert "Listening forum after an incident" in page


@pytest.mark.parametrize(("chosen", "items"), [("town_hall", 6), ("", 0)])
def test_starting_leads_to_the_agenda(session, facilitator, chosen, items):
    response = facilitator.post(address("agenda-show", session), {"format": chosen}, follow=True)
    assert "The agenda is ready to be shaped." in response.content.decode()
    assert Agenda.objects.get().blocks.count() == items


def test_starting_twice_leads_to_the_one_that_is_there(agenda, facilitator):
    response = facilitator.post(address("agenda-show", agenda.session), {"format": "town_hall"}, follow=True)
    assert "This session has an agenda already." in response.content.decode()
    assert Agenda.objects.count() == 1


def test_an_unknown_format_is_refused_beside_the_list(session, facilitator):
    response = facilitator.post(address("agenda-show", session), {"format": "disco"})
    assert "Choose one from the list." in response.content.decode()
    assert not Agenda.objects.exists()


def test_who_may_not_start_one_is_told_why(session, neutral):
    assert neutral.post(address("agenda-show", session), {"format": ""}).status_code == 403
    assert "change the agenda" in neutral.get(address("agenda-show", session)).content.decode()


def details(client, agenda, **values):
    page = client.get(address("agenda-change", agenda.session))
    return page.context["form"].initial | values


def test_details_are_saved(agenda, facilitator):
    data = details(facilitator, agenda, welcome="Come in", ground_rules="Listen.\r\nSpeak.")
    facilitator.post(address("agenda-change", agenda.session), data)
    agenda.refresh_from_db()
    assert (agenda.welcome, agenda.ground_rules) == ("Come in", "Listen.\nSpeak.")


def test_the_second_writer_sees_both_and_saves_theirs(agenda, facilitator, liaison):
    mine, theirs = details(facilitator, agenda), details(liaison, agenda)
    where = address("agenda-change", agenda.session)
    liaison.post(where, theirs | {"welcome": "Theirs"})
    response = facilitator.post(where, mine | {"welcome": "Mine"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in page
    assert response.context["form"]["welcome"].value() == "Mine"
    assert AgendaRevision.objects.get(is_accepted=False).content == {"welcome": "Mine"}
    facilitator.post(where, {name: field.value() for name, field in bound(response)})
    agenda.refresh_from_db()
    assert agenda.welcome == "Mine"


def bound(response):
    form = response.context["form"]
    return [(name, form[name]) for name in form.fields]


def test_starting_proposes_an_account_of_promises_and_unticking_leaves_it_out(session, liaison):
    page = address("agenda-show", session)
    assert "What happened since last time" not in liaison.get(page).content.decode()
    CommitmentFactory(dialogue=session.dialogue, text="Say the reason (demo)")
    words = liaison.get(page).content.decode()
    assert "Its 10 minutes come from the longest item that can give them, so the end stays." in words
    assert "Say the reason (demo)" in words
    assert re.search(r'name="accounts_for_promises"[^>]* checked', words)
    liaison.post(page, {"format": "town_hall"})
    assert not AgendaBlock.objects.filter(title="What happened since last time").exists()


def test_a_mistake_keeps_the_tick_as_it_was(session, liaison):
    CommitmentFactory(dialogue=session.dialogue)
    page = address("agenda-show", session)
    words = liaison.post(page, {"format": "no_such_format"}).content.decode()
    assert not re.search(r'name="accounts_for_promises"[^>]* checked', words)
    words = liaison.post(page, {"format": "no", "accounts_for_promises": "on"}).content.decode()
    assert re.search(r'name="accounts_for_promises"[^>]* checked', words)
    liaison.post(page, {"format": "town_hall", "accounts_for_promises": "on"})
    assert AgendaBlock.objects.filter(title="What happened since last time").count() == 1


def panel_of(browser, session):
    return browser.get(f"/dialogues/{session.dialogue_id}/sessions/{session.pk}/agenda/panel/")


def test_the_panel_says_that_there_is_no_agenda_and_who_makes_one(session, liaison, neutral, stranger):
    words = panel_of(liaison, session).content.decode()
    assert "There is no agenda yet." in words
    assert "Make the agenda" in words
    assert "Make the agenda" not in panel_of(neutral, session).content.decode()
    assert panel_of(stranger, session).status_code == 404


def test_the_panel_tells_what_the_agenda_page_warns_of(agenda, liaison):
    words = panel_of(liaison, agenda.session).content.decode()
    assert "An agenda" in words
    assert "There is no closing." in words
    for block in agenda.blocks.all():
        items.remove_item(by=seated(agenda.session.dialogue), block=block)
    assert "The agenda has no items yet." in panel_of(liaison, agenda.session).content.decode()


def test_the_sessions_page_fetches_the_panel_and_links_without_it(session, liaison):
    page = liaison.get(f"/dialogues/{session.dialogue_id}/sessions/{session.pk}/").content.decode()
    assert f'hx-get="/dialogues/{session.dialogue_id}/sessions/{session.pk}/agenda/panel/"' in page
    assert "Look at the agenda" in page


def test_in_the_night_when_an_hour_comes_twice_page_and_paper_say_which_one(session, liaison):
    Session.objects.filter(pk=session.pk).update(starts_at=datetime(2026, 11, 1, 6, 30, tzinfo=UTC))
    session.refresh_from_db()
    agenda = AgendaFactory(session=session)
    for place in (1, 2):
        AgendaBlockFactory(agenda=agenda, position=place, minutes=60)
    page = liaison.get(address("agenda-show", session)).content.decode()
    [sheet] = SHEETS_OF["agenda"](brief := printed(agenda), "en")
    listed = ["1:30 am CDT", "1:30 am CST"]
    for words, told in (
        (page, ["2:30 am CST", *listed]),
        (section(brief, sheet).html, [*listed, "2:30 am CST"]),
    ):
        assert re.findall(r">(\d+:\d\d am[^<]*)</time>", words.replace("\N{NO-BREAK SPACE}", " ")) == told
