"""The items of an agenda: each verb does it, is recorded with it, and is refused with its reason."""

import uuid
from datetime import time

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues.errors import ChangedMeanwhile
from planning.errors import AgendaFull, ItemRemoved, MinutesOutOfRange
from planning.models import Agenda, AgendaBlock, AgendaChange, AgendaRevision
from planning.services import items as verbs
from planning.services.undo import undo
from records.errors import PageOutdated
from tests.factories.planning import AgendaBlockFactory, item_values
from tests.planning.services.agenda_looks import kinds, titles

pytestmark = pytest.mark.django_db


def test_add_puts_an_item_at_the_end_or_after_another(agenda, items, facilitator):
    verbs.add_item(by=facilitator, agenda=agenda, values=item_values(title="last"))
    verbs.add_item(by=facilitator, agenda=agenda, values=item_values(title="second"), after=items["A"].pk)
    assert titles(agenda) == ["A", "second", "B", "C", "last"]
    with pytest.raises(PageOutdated):
        verbs.add_item(by=facilitator, agenda=agenda, values=item_values(), after=AgendaBlockFactory().pk)
    assert kinds() == ["agenda_item_added"] * 2


@pytest.mark.parametrize(("removed", "order"), [("A", "newBC"), ("B", "AnewC"), ("C", "ABnew")])
def test_add_after_an_item_that_was_removed_meanwhile_takes_its_place(
    agenda, items, facilitator, removed, order
):
    verbs.remove_item(by=facilitator, block=items[removed])
    verbs.add_item(by=facilitator, agenda=agenda, values=item_values(title="new"), after=items[removed].pk)
    assert "".join(titles(agenda)) == order


def test_the_same_form_twice_adds_one_item(agenda, facilitator):
    key = uuid.uuid4()
    made = [
        verbs.add_item(by=facilitator, agenda=agenda, values=item_values(), form_key=key) for _ in range(2)
    ]
    assert made[0] == made[1]
    assert (agenda.blocks.count(), kinds()) == (4, ["agenda_item_added"])
    verbs.remove_item(by=facilitator, block=made[0])
    with pytest.raises(ItemRemoved):
        verbs.add_item(by=facilitator, agenda=agenda, values=item_values(), form_key=key)


def test_an_agenda_holds_300_items(agenda, items, facilitator):
    verbs.remove_item(by=facilitator, block=items["A"])
    AgendaBlock.objects.bulk_create(
        AgendaBlock(agenda=agenda, position=position, title=f"{position}", minutes=1)
        for position in range(3, 301)
    )
    with pytest.raises(AgendaFull):
        verbs.add_item(by=facilitator, agenda=agenda, values=item_values())
    with pytest.raises(AgendaFull):
        verbs.restore_item(by=facilitator, block=items["A"])
    verbs.move_item(by=facilitator, block=agenda.blocks.kept().last(), to=1)
    assert titles(agenda)[:3] == ["300", "B", "C"]


def test_change_saves_what_was_changed_and_keeps_what_it_was(agenda, items, facilitator):
    row = verbs.change_item(
        by=facilitator, block=items["B"], version=1, changes={"title": "B!", "minutes": 20}
    )
    assert (row.title, row.minutes, row.version) == ("B!", 20, 2)
    kept = AgendaChange.objects.get()
    assert kept.parts == [
        {
            "block": row.pk,
            "before": {"title": "B", "minutes": 15},
            "after": {"title": "B!", "minutes": 20},
        }
    ]
    assert (Agenda.objects.get().version, kinds()) == (2, ["agenda_item_changed"])


OURS = {"title": "Round 1: our stories", "title_es": "Ronda 1: nuestras historias"}
WRITTEN_HERE = {"title": "Our stories", "title_es": "Lo que vivimos"}


@pytest.mark.parametrize(
    ("item", "changes", "spanish"),
    [
        (OURS, {"title": "Round 1 in Spanish"}, ""),
        ({"title": "Break", "title_es": "Descanso"}, {"title": "Prayer"}, ""),
        (OURS, {"title": "Round 1 in Spanish", "title_es": "Ronda 1 en español"}, "Ronda 1 en español"),
        (OURS, {"title": "Round 1 – Our Stories"}, OURS["title_es"]),
        (OURS, {"minutes": 20}, OURS["title_es"]),
        (WRITTEN_HERE, {"title": "What we lived"}, WRITTEN_HERE["title_es"]),
    ],
)
def test_a_new_title_does_not_keep_the_spanish_of_the_old_one(agenda, facilitator, item, changes, spanish):
    """Else paper in Spanish says what nobody means. Undo puts both back."""
    block = AgendaBlockFactory(agenda=agenda, position=9, **item)
    row = verbs.change_item(by=facilitator, block=block, version=1, changes=changes)
    assert (row.title_es, agenda.blocks.get(pk=block.pk).title_es) == (spanish, spanish)
    undo(by=facilitator, agenda=agenda)
    assert agenda.blocks.filter(pk=block.pk, **item).exists()


@pytest.mark.parametrize("is_copy_changed", [True, False])
def test_of_two_copies_the_one_that_is_called_anew_loses_its_spanish(agenda, facilitator, is_copy_changed):
    first = AgendaBlockFactory(agenda=agenda, position=9, **WRITTEN_HERE)
    copy = verbs.copy_item(by=facilitator, block=first)
    changed, kept = (copy, first) if is_copy_changed else (first, copy)
    verbs.change_item(by=facilitator, block=changed, version=1, changes={"title": "In Spanish"})
    told = dict(agenda.blocks.filter(pk__in=[first.pk, copy.pk]).values_list("pk", "title_es"))
    assert told == {changed.pk: "", kept.pk: WRITTEN_HERE["title_es"]}


def test_the_second_of_two_writers_is_told_and_keeps_the_text(items, facilitator):
    verbs.change_item(by=facilitator, block=items["B"], version=1, changes={"title": "first"})
    with pytest.raises(ChangedMeanwhile):
        verbs.change_item(by=facilitator, block=items["B"], version=1, changes={"title": "second"})
    assert AgendaBlock.objects.get(pk=items["B"].pk).title == "first"
    refused = AgendaRevision.objects.get(is_accepted=False)
    assert (refused.content, refused.made_by) == ({"title": "second"}, facilitator)


def test_a_save_repeated_after_a_lost_reply_is_no_conflict(items, facilitator):
    for _ in range(2):
        verbs.change_item(by=facilitator, block=items["B"], version=1, changes={"title": "first"})
    assert (kinds(), AgendaChange.objects.count()) == (["agenda_item_changed"], 1)


def test_an_item_removed_meanwhile_is_not_changed(items, facilitator):
    verbs.remove_item(by=facilitator, block=items["B"])
    with pytest.raises(ItemRemoved):
        verbs.change_item(by=facilitator, block=items["B"], version=1, changes={"title": "Changed"})
    assert AgendaRevision.objects.get().content == {"title": "Changed"}
    with pytest.raises(ItemRemoved):
        verbs.move_item(by=facilitator, block=items["B"], to=2)


@pytest.mark.parametrize("name", ["position", "agenda", "removed_at"])
def test_only_the_words_of_an_item_are_changed(items, facilitator, name):
    with pytest.raises(ValueError, match=name):
        verbs.change_item(by=facilitator, block=items["A"], version=1, changes={name: 5})


@pytest.mark.parametrize(
    ("title", "how", "expected"),
    [
        ("A", {"to": 3}, "BCA"),
        ("C", {"to": 1}, "CAB"),
        ("B", {"to": 99}, "ACB"),
        ("B", {"to": -4}, "BAC"),
        ("B", {"places": -1}, "BAC"),
        ("B", {"places": 1}, "ACB"),
        ("A", {"places": -1}, "ABC"),
        ("C", {"places": 1}, "ABC"),
    ],
)
def test_move_goes_to_a_place_or_so_many_up_or_down(agenda, items, facilitator, title, how, expected):
    verbs.move_item(by=facilitator, block=items[title], **how)
    assert "".join(titles(agenda)) == expected
    assert kinds() == (["agenda_item_moved"] if expected != "ABC" else [])


def test_up_counts_from_where_an_item_stands_now(agenda, items, facilitator):
    """Two people look at A B C. One puts C first; the other's "up" on B moves it one place, not to the top."""
    verbs.move_item(by=facilitator, block=items["C"], to=1)
    verbs.move_item(by=facilitator, block=items["B"], places=-1)
    assert "".join(titles(agenda)) == "CBA"


def test_remove_is_undone_where_it_stood(agenda, items, facilitator):
    for _ in range(2):
        verbs.remove_item(by=facilitator, block=items["B"])
    assert "".join(titles(agenda)) == "AC"
    for _ in range(2):
        verbs.restore_item(by=facilitator, block=items["B"])
    assert "".join(titles(agenda)) == "ABC"
    assert kinds() == ["agenda_item_removed", "agenda_item_restored"]


def test_the_database_refuses_two_items_in_one_place(agenda):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaBlockFactory(agenda=agenda, position=2)
    AgendaBlockFactory(agenda=agenda, position=2, removed_at=timezone.now())


def test_a_copy_stands_right_after_with_all_its_words(agenda, items, facilitator):
    AgendaBlock.objects.filter(pk=items["A"].pk).update(script="Say this", minutes=7)
    made = verbs.copy_item(by=facilitator, block=items["A"])
    assert (titles(agenda), made.script, made.minutes) == (["A", "A", "B", "C"], "Say this", 7)
    assert kinds() == ["agenda_item_copied"]
    verbs.remove_item(by=facilitator, block=items["A"])
    with pytest.raises(ItemRemoved):
        verbs.copy_item(by=facilitator, block=items["A"])


def test_several_items_change_together_or_not_at_all(agenda, items, facilitator):
    wanted = {items["A"].pk: {"minutes": 5}, items["C"].pk: {"minutes": 6, "title": "C!"}}
    versions = dict.fromkeys(wanted, 1)
    verbs.change_items(by=facilitator, agenda=agenda, changes=wanted, versions=versions)
    assert titles(agenda) == ["A", "B", "C!"]
    assert (kinds(), len(AgendaChange.objects.get().parts)) == (["agenda_items_changed"], 2)
    with pytest.raises(ChangedMeanwhile):
        verbs.change_items(by=facilitator, agenda=agenda, changes=wanted, versions=versions)
    assert AgendaChange.objects.count() == 1


def test_a_save_over_what_was_loaded_is_few_queries(agenda, items, facilitator, django_assert_num_queries):
    """Seat, agenda, item, what it was, record; and the two marks of the transaction within a test."""
    block = AgendaBlock.objects.select_related("agenda__session__dialogue").get(pk=items["B"].pk)
    with django_assert_num_queries(5 + 2):
        verbs.change_item(by=facilitator, block=block, version=1, changes={"title": "B!"})


def test_a_save_over_a_row_that_someone_changed_while_it_was_loaded_is_refused(items, facilitator):
    mine, theirs = (AgendaBlock.objects.get(pk=items["B"].pk) for _ in range(2))
    verbs.change_item(by=facilitator, block=theirs, version=1, changes={"title": "theirs"})
    with pytest.raises(ChangedMeanwhile):
        verbs.change_item(by=facilitator, block=mine, version=1, changes={"title": "mine"})
    assert Agenda.objects.get().version == 2


@pytest.mark.parametrize(
    ("changes", "is_fine"),
    [
        ({"minutes": 5}, False),
        ({"minutes": 31}, False),
        ({"minutes": 10}, True),
        ({"minutes": 5, "least_minutes": 5}, True),
        ({"minutes": 40, "most_minutes": None}, True),
        ({"least_minutes": 16}, False),
        ({"most_minutes": 0, "minutes": 2_000}, False),
    ],
)
def test_an_item_keeps_between_its_limits(agenda, facilitator, changes, is_fine):
    limits = {"minutes": 15, "least_minutes": 10, "most_minutes": 30}
    block = AgendaBlockFactory(agenda=agenda, position=9, **limits)
    if is_fine:
        verbs.change_item(by=facilitator, block=block, version=1, changes=changes)
        return
    with pytest.raises(MinutesOutOfRange) as refused:
        verbs.change_item(by=facilitator, block=block, version=1, changes=changes)
    assert "Change these limits first" in str(refused.value.sentence)
    assert AgendaBlock.objects.get(pk=block.pk).minutes == 15
    assert AgendaChange.objects.count() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"minutes": 0},
        {"minutes": 1_441},
        {"minutes": 10, "least_minutes": 11},
        {"minutes": 10, "most_minutes": 9},
        {"track": 7},
        {"priority": "later"},
        {"proposed_by": "mayor"},
    ],
)
def test_the_database_holds_what_an_item_can_be(agenda, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaBlockFactory(agenda=agenda, position=9, **values)


def test_a_fixed_time_is_kept_with_what_can_be_taken_back(agenda, items, facilitator):
    verbs.change_item(by=facilitator, block=items["A"], version=1, changes={"fixed_at": time(19, 30)})
    assert agenda.blocks.get(title="A").fixed_at == time(19, 30)
    [part] = AgendaChange.objects.get().parts
    assert part["after"] == {"fixed_at": "19:30:00"}
