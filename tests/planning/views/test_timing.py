"""Running late and access, as people meet them: times first, then one button, without a script."""

import pytest
from django.urls import reverse

from dialogues.models import Session
from planning.models import Agenda
from tests.factories.planning import AgendaFactory

pytestmark = pytest.mark.django_db


def address(name, agenda):
    return reverse(f"planning:{name}", args=[agenda.session.dialogue_id, agenda.session_id])


def minutes(agenda):
    return list(agenda.blocks.kept().order_by("position").values_list("minutes", flat=True))


def text_of(client, where):
    return client.get(where, follow=True).content.decode()


@pytest.mark.parametrize("name", ["agenda-late", "agenda-access", "agenda-access-accept"])
def test_strangers_get_404_and_who_may_not_403(agenda, stranger, neutral, name):
    assert stranger.post(address(name, agenda)).status_code == 404
    assert neutral.post(address(name, agenda)).status_code == 403


def test_the_ways_are_shown_before_anything_changes(agenda, facilitator):
    Session.objects.update(minutes=45)
    page = text_of(facilitator, address("agenda-late", agenda) + "?minutes=6&after=")
    assert "Three ways to go on" in page
    assert "“C” takes 9 minutes, not 15." in page
    assert minutes(agenda) == [15, 15, 15]


def test_without_a_number_the_page_only_asks(agenda, facilitator):
    page = text_of(facilitator, address("agenda-late", agenda))
    assert "Three ways to go on" not in page
    assert "Write by how many minutes" not in page


def test_what_goes_is_ticked_looked_at_and_then_dropped(agenda, facilitator):
    Session.objects.update(minutes=45)
    where, gone = address("agenda-late", agenda), agenda.blocks.get(title="B").pk
    data = {"version": agenda.version, "minutes": "6", "after": "", "is_chosen": "on", "gone": [gone]}
    page = facilitator.post(where, data | {"way": "show"}, follow=True).content.decode()
    assert "“B” is dropped (15 minutes)." in page
    assert f'value="{gone}" checked' in page
    assert agenda.blocks.kept().count() == 3
    facilitator.post(where, data | {"way": "drop"})
    assert list(agenda.blocks.kept().order_by("position").values_list("title", flat=True)) == ["A", "C"]


def test_the_chosen_way_changes_the_agenda(agenda, facilitator):
    Session.objects.update(minutes=45)
    where = address("agenda-late", agenda)
    data = {"version": agenda.version, "minutes": "6", "after": "", "way": "trim"}
    response = facilitator.post(where, data, follow=True)
    assert "The times of the agenda are changed." in response.content.decode()
    assert minutes(agenda) == [15, 15, 9]
    assert Agenda.objects.get().late_minutes == 6


def test_a_late_start_is_taken_back_by_one_button(agenda, facilitator):
    Agenda.objects.update(late_minutes=6)
    where = address("agenda-late", agenda)
    assert "begins 6 minutes late already" in text_of(facilitator, where)
    facilitator.post(where, {"version": agenda.version, "way": "on_time"})
    assert Agenda.objects.get().late_minutes == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"version": 99, "minutes": "6", "after": "", "way": "trim"}, "Someone changed the agenda"),
        ({"version": 99, "way": "on_time"}, "Someone changed the agenda"),
        ({"version": "x", "way": "on_time"}, "Someone changed the agenda"),
        ({"version": 1, "minutes": "6", "after": "999999", "way": "trim"}, "Choose again how to go on"),
        ({"version": 1, "minutes": "6", "after": "", "way": "hurry"}, "Choose again how to go on"),
    ],
)
def test_what_is_not_as_it_was_shown_changes_nothing_and_says_so(agenda, facilitator, data, said):
    response = facilitator.post(address("agenda-late", agenda), data, follow=True)
    assert said in response.content.decode()
    assert (minutes(agenda), Agenda.objects.get().late_minutes) == ([15, 15, 15], 0)


def test_an_empty_agenda_has_nothing_to_move(session, facilitator):
    page = text_of(facilitator, address("agenda-late", AgendaFactory(session=session)))
    assert "nothing to move" in page


def shown(client, agenda):
    return client.get(address("agenda-access", agenda)).context["form"].initial


def test_what_is_provided_is_saved_and_says_what_it_asks(agenda, facilitator):
    data = shown(facilitator, agenda) | {"has_sign_language": "on"}
    response = facilitator.post(address("agenda-access", agenda), data, follow=True)
    page = response.content.decode()
    assert "+9 min in all." in page
    assert "+3 min: 18 instead of 15" in page
    assert minutes(agenda) == [15, 15, 15]


def test_the_chosen_items_get_their_minutes(agenda, facilitator):
    Agenda.objects.update(has_sign_language=True)
    chosen = agenda.blocks.get(title="B").pk
    data = {"version": agenda.version, "items": [chosen]}
    facilitator.post(address("agenda-access-accept", agenda), data)
    assert minutes(agenda) == [15, 18, 15]


@pytest.mark.parametrize(
    ("data", "said"),
    [({"version": 1}, "No item is chosen"), ({"version": 99}, "Someone changed"), ({}, "Someone changed"),
     ({"version": 1, "items": ["999999"]}, "Someone changed")],
)  # fmt: skip
def test_a_choice_that_cannot_be_done_says_why(agenda, facilitator, data, said):
    Agenda.objects.update(has_sign_language=True)
    response = facilitator.post(address("agenda-access-accept", agenda), data, follow=True)
    assert said in response.content.decode()
    assert minutes(agenda) == [15, 15, 15]


def test_the_end_of_a_choice_is_shown_before_it_is_accepted(agenda, facilitator):
    Agenda.objects.update(has_sign_language=True)
    where, chosen = address("agenda-access-accept", agenda), agenda.blocks.get(title="B").pk
    data = {"version": agenda.version, "items": [chosen], "is_chosen": "on", "way": "show"}
    page = facilitator.post(where, data, follow=True).content.decode()
    assert "+3 min in all." in page
    assert [row.is_chosen for row in facilitator.post(where, data, follow=True).context["access"].rows] == [
        False,
        True,
        False,
    ]
    assert minutes(agenda) == [15, 15, 15]
    page = facilitator.post(where, data | {"items": ["999999"]}, follow=True).content.decode()
    assert "+9 min in all." in page


def test_a_number_out_of_range_is_told_and_unfolds(agenda, facilitator):
    data = shown(facilitator, agenda) | {"sign_percent": "1000"}
    page = facilitator.post(address("agenda-access", agenda), data).content.decode()
    assert "Write a whole number from 0 to 300." in page
    assert '<details class="disclosure" open>' in page


def test_the_second_of_two_who_save_sees_both(agenda, facilitator, liaison):
    mine, theirs = shown(facilitator, agenda), shown(liaison, agenda)
    liaison.post(address("agenda-access", agenda), theirs | {"sign_percent": "20"})
    response = facilitator.post(address("agenda-access", agenda), mine | {"sign_percent": "30"})
    assert response.status_code == 409
    assert "Someone else saved first" in response.content.decode()


def test_the_agenda_page_says_the_mix_and_leads_there(agenda, facilitator):
    page = text_of(facilitator, address("agenda-show", agenda))
    assert "Residents can speak in about 45 of 45 minutes." in page
    for name in ("agenda-late", "agenda-access"):
        assert address(name, agenda) in page
