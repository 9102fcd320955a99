"""Saving where an item stands: only what changed comes back, and a save is eight queries."""

import json
import re
from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dialogues.models import Dialogue
from planning.forms.agendas import ItemFields
from planning.models import AgendaBlock, AgendaRevision
from planning.services import items
from tests.factories.dialogues import seated
from tests.planning.views.test_items import HTMX, address, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(agenda):
    return agenda.blocks.get(title="B")


def form_of(client, agenda, item):
    form = client.get(address("item-change", agenda, item.pk), headers=HTMX).context["form"]
    return {name: value for name, value in form.initial.items() if value not in {None, False}}


def save(client, agenda, item, data):
    return client.post(address("item-change", agenda, item.pk), data, headers=HTMX)


@pytest.mark.parametrize("spanish", ["", "B en español"])
def test_a_save_is_eight_queries_with_who_is_signed_in(agenda, item, facilitator, spanish):
    agenda.blocks.filter(pk=item.pk).update(title_es=spanish)
    data = form_of(facilitator, agenda, item)
    with CaptureQueriesContext(connection) as captured:
        answer = save(facilitator, agenda, item, data | {"title": "B!"})
    queries = [one["sql"] for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert (answer.status_code, titles(agenda), len(queries)) == (200, "AB!C", 8)


def test_only_what_changed_comes_back_and_is_read_aloud(agenda, item, facilitator):
    page = save(
        facilitator, agenda, item, form_of(facilitator, agenda, item) | {"title": "B!"}
    ).content.decode()
    assert re.search(r'hx-swap-oob="innerHTML:#said">Saved \d+:\d\d [ap]m\.', page)
    assert f'id="face-{item.pk}"' in page
    assert "<textarea" not in page
    assert "agenda-list" not in page.replace("agenda-list__title", "")


def test_what_follows_from_new_minutes_comes_back_into_the_open_form(agenda, item, facilitator):
    """Else the next save would send what it was before as if somebody had written it."""
    agenda.blocks.filter(pk=item.pk).update(minutes=20, access_minutes=10)
    data = form_of(facilitator, agenda, item)
    save(facilitator, agenda, item, data | {"minutes": "12"})
    now = agenda.blocks.filter(pk=item.pk).values_list("minutes", "access_minutes")
    assert list(now) == [(12, 6)]
    asked = facilitator.get(address("item-list", agenda), {"open": item.pk}, headers=HTMX).content.decode()
    assert "&quot;access_minutes&quot;: [&quot;6&quot;]" in asked
    data = form_of(facilitator, agenda, item)
    facilitator.post(address("item-retime", agenda, item.pk), {"minutes": "8", "was": "12"}, headers=HTMX)
    save(facilitator, agenda, item, data | {"title": "B!"})
    assert list(now.all()) == [(8, 4)]


def test_a_spanish_title_that_goes_with_the_old_title_is_told(agenda, item, facilitator):
    agenda.blocks.filter(pk=item.pk).update(title="Break", title_es="Descanso")
    data = form_of(facilitator, agenda, item) | {"title": "Prayer"}
    page = save(facilitator, agenda, item, data).content.decode()
    assert "Its Spanish title “Descanso” belonged to the old title and is empty now." in page
    agenda.blocks.filter(pk=item.pk).update(title="Break", title_es="Descanso")
    data = form_of(facilitator, agenda, item) | {"title": "Prayer"}
    page = facilitator.post(address("item-change", agenda, item.pk), data, follow=True).content.decode()
    assert "Its Spanish title “Descanso” belonged to the old title and is empty now." in page


def test_after_a_save_the_clock_is_asked_for(agenda, item, facilitator):
    page = facilitator.get(address("item-list", agenda), headers=HTMX).content.decode()
    assert re.search(rf'data-item="{item.pk}"[^>]*><time [^>]+>\d+:\d\d', page)
    assert facilitator.get(address("item-list", agenda)).status_code == 302


def test_an_error_comes_back_at_its_field_alone(agenda, item, facilitator):
    data = form_of(facilitator, agenda, item)
    page = save(facilitator, agenda, item, data | {"title": ""}).content.decode()
    assert "Give the item a title." in page
    assert 'name="told" value="title"' in page
    page = save(facilitator, agenda, item, data | {"title": "B!", "told": "title"}).content.decode()
    assert f'id="div_in-{item.pk}-title"' in page
    assert "Give the item a title." not in page


def test_different_fields_are_no_collision_and_the_same_field_is(agenda, item, facilitator, liaison):
    mine, theirs = form_of(facilitator, agenda, item), form_of(liaison, agenda, item)
    save(liaison, agenda, item, theirs | {"title": "Theirs"})
    assert save(facilitator, agenda, item, mine | {"minutes": 50}).status_code == 200
    item.refresh_from_db()
    assert (item.title, item.minutes) == ("Theirs", 50)
    answer = save(facilitator, agenda, item, mine | {"title": "Mine"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (409, f"#open-{item.pk}")
    page = answer.content.decode()
    assert "Theirs" in page
    assert "Keep theirs" in page


# Of each part of an item a value that no new item has.
OTHERS: dict[str, object] = {
    **dict.fromkeys(["title", "title_es", "lead", "materials"], "Theirs"),
    **dict.fromkeys(
        ["purpose", "instructions", "script", "lead_in", "ground_rules"], "Theirs\nover two lines"
    ),
    **dict.fromkeys(["is_for_participants", "is_for_crew"], False),
    "minutes": 50,
    "least_minutes": 5,
    "most_minutes": 90,
    "access_minutes": 3,
    "settle_minutes": 4,
    "kind": "break",
    "proposed_by": "community",
    "priority": "keep",
    "track": 1,
    "may_be_hard": True,
    "fixed_at": time(18, 30),
}


@pytest.mark.parametrize("mine", [("title", "lead"), ("purpose", "script")])
def test_a_second_save_of_one_page_puts_nothing_back_that_others_saved_meanwhile(
    agenda, item, facilitator, mine
):
    assert set(OTHERS) == set(ItemFields.base_fields)
    data = form_of(facilitator, agenda, item)
    theirs = {name: value for name, value in OTHERS.items() if name not in mine}
    items.change_item(by=seated(agenda.session.dialogue), block=item, version=item.version, changes=theirs)
    for name in mine:
        data[name] = "Mine"
        form = save(facilitator, agenda, item, data).context["form"]
        data |= {mark: form[mark].value() for mark in ("version", "seen")}
    item.refresh_from_db()
    assert {name: getattr(item, name) for name in OTHERS} == theirs | dict.fromkeys(mine, "Mine")


def test_after_a_save_the_page_is_told_what_the_items_hold_whose_forms_are_open(agenda, item, facilitator):
    AgendaBlock.objects.filter(pk=item.pk).update(**OTHERS)
    where, data = address("item-list", agenda), form_of(facilitator, agenda, item)
    for asked, found in (("", []), ("x,,0", []), (f"7777777,{item.pk}", [item])):
        told = facilitator.get(where, {"open": asked}, headers=HTMX).context["open_forms"]
        assert [one["block"] for one in told] == found
    assert told[0]["seen"] == data["seen"]
    sent = {name: values[0] for name, values in json.loads(told[0]["shown"]).items() if values}
    save(facilitator, agenda, item, sent | {"version": item.version, "seen": data["seen"]})
    assert AgendaBlock.objects.get(pk=item.pk).version == item.version  # a browser that touched nothing


def test_keep_theirs_gives_up_only_what_both_changed(agenda, item, facilitator):
    data = form_of(facilitator, agenda, item)
    items.change_item(
        by=seated(agenda.session.dialogue), block=item, version=1, changes={"title": "Theirs", "lead": "Them"}
    )
    answer = save(facilitator, agenda, item, data | {"title": "Mine", "script": "Typed for long"})
    form, contested = answer.context["form"], answer.context["contested"]
    assert contested == ["title"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    save(facilitator, agenda, item, data | {"chosen": "theirs", "contested": " ".join([*contested, "x"])})
    item.refresh_from_db()
    assert (item.title, item.lead, item.script) == ("Theirs", "Them", "Typed for long")


def test_what_was_typed_into_an_item_removed_meanwhile_stays(agenda, item, facilitator):
    data = form_of(facilitator, agenda, item)
    items.remove_item(by=seated(agenda.session.dialogue), block=item)
    answer = save(facilitator, agenda, item, data | {"script": "Typed for long"})
    assert answer.status_code == 409
    assert "Typed for long" in answer.content.decode()
    assert "Put the item back" in answer.content.decode()
    assert AgendaRevision.objects.get().content == {"script": "Typed for long"}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_new_minutes_from_the_list(agenda, item, facilitator, headers):
    where = address("item-retime", agenda, item.pk)
    answer = facilitator.post(where, {"minutes": "25", "was": "15"}, headers=headers, follow=True)
    assert "“B” takes 25 minutes." in answer.content.decode()
    answer = facilitator.post(where, {"minutes": "0", "was": "25"}, headers=headers, follow=True)
    assert "“B”: An item takes at least 1 minute." in answer.content.decode()
    answer = facilitator.post(where, {"minutes": "40", "was": "15"}, headers=headers, follow=True)
    assert (answer.status_code, "You changed this somewhere else" in answer.content.decode()) == (409, True)
    assert AgendaBlock.objects.get(pk=item.pk).minutes == 25


@pytest.mark.parametrize(("theirs", "status", "minutes"), [("minutes", 409, 33), ("title", 200, 40)])
def test_someone_saves_in_the_same_moment(
    agenda, item, facilitator, liaison, monkeypatch, theirs, status, minutes
):
    """Between loading the item and saving it: the same part is shown beside one's own, another part is no matter."""
    change, other = items.change_item, seated(agenda.session.dialogue)

    def a_moment_too_late(**asked):
        monkeypatch.setattr(items, "change_item", change)
        values = {"minutes": 33} if theirs == "minutes" else {"title": "Theirs"}
        change(by=other, block=AgendaBlock.objects.get(pk=item.pk), version=item.version, changes=values)
        return change(**asked)

    monkeypatch.setattr(items, "change_item", a_moment_too_late)
    answer = facilitator.post(
        address("item-retime", agenda, item.pk), {"minutes": "40", "was": "15"}, headers=HTMX
    )
    assert answer.status_code == status
    assert AgendaBlock.objects.get(pk=item.pk).minutes == minutes
    assert status == 200 or ("33" in answer.content.decode() and "40" in answer.content.decode())


def test_who_may_not_is_told_and_a_closed_dialogue_stays(agenda, item, neutral, liaison):
    data = {"minutes": "25", "was": "15"}
    assert neutral.post(address("item-retime", agenda, item.pk), data, headers=HTMX).status_code == 403
    assert neutral.post(address("item-change", agenda, item.pk), {}, headers=HTMX).status_code == 403
    Dialogue.objects.update(status="closed", closed_at=agenda.changed_at, closed_by=agenda.changed_by)
    answer = liaison.post(address("item-retime", agenda, item.pk), data, headers=HTMX)
    assert (answer.status_code, "This dialogue is closed." in answer.content.decode()) == (409, True)
