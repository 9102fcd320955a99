"""Building an agenda: each verb does it, is recorded with it, and is refused with its reason."""

import uuid
from datetime import time

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices import Seat
from dialogues.errors import ChangedMeanwhile, DialogueClosed
from planning import content
from planning.errors import AgendaFull, AgendaStarted, ItemRemoved, MinutesOutOfRange
from planning.models import Agenda, AgendaBlock, AgendaRevision
from planning.services import agendas
from records.models import AuditEvent
from records.services import audit
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, SessionFactory, seated
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, item_values, started_agenda

pytestmark = pytest.mark.django_db

VERBS = {
    "start": lambda by, block: agendas.start(by=by, session=block.agenda.session, format_key=""),
    "change_details": lambda by, block: agendas.change_details(
        by=by, agenda=block.agenda, version=1, changes={"welcome": "Come in"}
    ),
    "add_item": lambda by, block: agendas.add_item(by=by, agenda=block.agenda, values=item_values()),
    "change_item": lambda by, block: agendas.change_item(
        by=by, block=block, version=1, changes={"title": "Changed"}
    ),
    "move_item": lambda by, block: agendas.move_item(by=by, block=block, to=2),
    "remove_item": lambda by, block: agendas.remove_item(by=by, block=block),
    "restore_item": lambda by, block: agendas.restore_item(by=by, block=block),
}


def kinds():
    return list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))


def titles(agenda):
    rows = agenda.blocks.kept().order_by("position")
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return [row.title for row in rows]


@pytest.fixture
def agenda():
    """An agenda with the items A, B and C."""
    agenda = AgendaFactory()
    for position, title in enumerate("ABC", start=1):
        AgendaBlockFactory(agenda=agenda, title=title, position=position)
    return agenda


@pytest.fixture
def items(agenda):
    return {block.title: block for block in agenda.blocks.all()}


@pytest.fixture
def facilitator(agenda):
    return seated(agenda.session.dialogue, Seat.FACILITATOR)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("seat", [Seat.NEUTRAL, None])
def test_only_liaison_design_team_and_facilitator_change_agendas(items, verb, seat):
    someone = seated(
        DialogueFactory() if seat is None else items["A"].agenda.session.dialogue, seat or Seat.LIAISON
    )
    with pytest.raises(NotAllowed) as refused:
        VERBS[verb](someone, items["A"])
    assert "change the agenda" in str(refused.value.sentence)
    assert kinds() == []


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_changes_in_a_closed_dialogue(verb):
    agenda = AgendaFactory(session=SessionFactory(dialogue=ClosedDialogueFactory()))
    block = AgendaBlockFactory(agenda=agenda)
    with pytest.raises(DialogueClosed):
        VERBS[verb](seated(agenda.session.dialogue), block)


@pytest.mark.parametrize("verb", ["change_details", "add_item", "change_item", "move_item", "remove_item"])
def test_without_its_record_nothing_is_changed(agenda, items, facilitator, verb, monkeypatch):
    def fails(**_):
        raise RuntimeError("no record")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        VERBS[verb](facilitator, items["A"])
    assert titles(agenda) == ["A", "B", "C"]
    assert (Agenda.objects.get().welcome, AgendaRevision.objects.count()) == ("", 0)


@pytest.mark.parametrize("key", content.FORMAT_KEYS)
def test_start_copies_a_format_that_fits_the_columns(key):
    """Every word of a format has room, in both languages."""
    agenda = started_agenda(format_key=key)
    blocks = list(agenda.blocks.all())
    for block in blocks:
        block.clean_fields(exclude=["agenda", "form_key", "removed_at"])
    known = content.format(key)
    assert [block.minutes for block in blocks] == [block.minutes for block in known.blocks]
    assert agenda.ground_rules.splitlines() == [rule.text.en for rule in known.ground_rules]
    assert all(block.title_es for block in blocks)


def test_start_keeps_the_ground_rules_of_the_dialogue():
    session = SessionFactory(dialogue=DialogueFactory(ground_rules="Listen to the end."))
    assert started_agenda(session, format_key="town_hall").ground_rules == "Listen to the end."
    assert kinds() == ["agenda_started"]


def test_a_part_that_may_hurt_says_so_before_the_script():
    hard = next(block for block in content.format("post_incident_forum").blocks if block.may_be_hard)
    block = started_agenda(format_key="post_incident_forum").blocks.get(title=hard.title.en)
    assert (block.may_be_hard, block.lead_in, block.script) == (True, hard.lead_in, hard.script)
    assert block.spoken == f"{hard.lead_in}\n\n{hard.script}"


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
        agendas.change_item(by=facilitator, block=block, version=1, changes=changes)
        return
    with pytest.raises(MinutesOutOfRange) as refused:
        agendas.change_item(by=facilitator, block=block, version=1, changes=changes)
    assert "Change these limits first" in str(refused.value.sentence)
    assert AgendaBlock.objects.get(pk=block.pk).minutes == 15
    assert AgendaRevision.objects.count() == 0


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


def test_a_fixed_time_is_kept_with_its_revision(agenda, items, facilitator):
    agendas.change_item(by=facilitator, block=items["A"], version=1, changes={"fixed_at": time(19, 30)})
    assert agenda.blocks.get(title="A").fixed_at == time(19, 30)
    assert AgendaRevision.objects.get().content == {"fixed_at": "19:30:00"}


def test_saving_an_item_takes_seven_queries(agenda, items, facilitator):
    """May they? The agenda, locked. The item, locked. Revision, item, agenda, record. The bar is eight."""
    block = AgendaBlock.objects.select_related("agenda__session__dialogue__agency").get(pk=items["A"].pk)
    with CaptureQueriesContext(connection) as seen:
        agendas.change_item(by=facilitator, block=block, version=1, changes={"minutes": 20})
    asked = [query["sql"] for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == 7


def test_start_twice_is_refused():
    session = SessionFactory()
    started_agenda(session)
    with pytest.raises(AgendaStarted):
        started_agenda(session)
    assert Agenda.objects.count() == 1


def test_add_puts_an_item_at_the_end_or_after_another(agenda, items, facilitator):
    agendas.add_item(by=facilitator, agenda=agenda, values=item_values(title="last"))
    agendas.add_item(by=facilitator, agenda=agenda, values=item_values(title="second"), after=items["A"].pk)
    agendas.add_item(by=facilitator, agenda=agenda, values=item_values(title="lost"), after=999_999)
    assert titles(agenda) == ["A", "second", "B", "C", "last", "lost"]
    assert kinds() == ["agenda_item_added"] * 3


def test_the_same_form_twice_adds_one_item(agenda, facilitator):
    key = uuid.uuid4()
    made = [
        agendas.add_item(by=facilitator, agenda=agenda, values=item_values(), form_key=key) for _ in range(2)
    ]
    assert made[0] == made[1]
    assert (agenda.blocks.count(), kinds()) == (4, ["agenda_item_added"])
    agendas.remove_item(by=facilitator, block=made[0])
    with pytest.raises(ItemRemoved):
        agendas.add_item(by=facilitator, agenda=agenda, values=item_values(), form_key=key)


def test_an_agenda_holds_300_items(agenda, items, facilitator):
    agendas.remove_item(by=facilitator, block=items["A"])
    AgendaBlock.objects.bulk_create(
        AgendaBlock(agenda=agenda, position=position, title=f"{position}", minutes=1)
        for position in range(3, 301)
    )
    with pytest.raises(AgendaFull):
        agendas.add_item(by=facilitator, agenda=agenda, values=item_values())
    with pytest.raises(AgendaFull):
        agendas.restore_item(by=facilitator, block=items["A"])
    agendas.move_item(by=facilitator, block=agenda.blocks.kept().last(), to=1)
    assert titles(agenda)[:3] == ["300", "B", "C"]


def test_change_saves_what_was_changed_and_keeps_it_as_a_revision(agenda, items, facilitator):
    row = agendas.change_item(
        by=facilitator, block=items["B"], version=1, changes={"title": "B!", "minutes": 20}
    )
    assert (row.title, row.minutes, row.version) == ("B!", 20, 2)
    kept = AgendaRevision.objects.get()
    assert (kept.is_accepted, kept.content) == (True, {"title": "B!", "minutes": 20})
    assert (Agenda.objects.get().version, kinds()) == (2, ["agenda_item_changed"])


def test_the_second_of_two_writers_is_told_and_keeps_the_text(items, facilitator):
    agendas.change_item(by=facilitator, block=items["B"], version=1, changes={"title": "first"})
    with pytest.raises(ChangedMeanwhile):
        agendas.change_item(by=facilitator, block=items["B"], version=1, changes={"title": "second"})
    assert AgendaBlock.objects.get(pk=items["B"].pk).title == "first"
    refused = AgendaRevision.objects.get(is_accepted=False)
    assert (refused.content, refused.made_by) == ({"title": "second"}, facilitator)


def test_a_save_repeated_after_a_lost_reply_is_no_conflict(items, facilitator):
    for _ in range(2):
        agendas.change_item(by=facilitator, block=items["B"], version=1, changes={"title": "first"})
    assert (kinds(), AgendaRevision.objects.count()) == (["agenda_item_changed"], 1)


def test_an_item_removed_meanwhile_is_not_changed(items, facilitator):
    agendas.remove_item(by=facilitator, block=items["B"])
    for change in (VERBS["change_item"], VERBS["move_item"]):
        with pytest.raises(ItemRemoved):
            change(facilitator, items["B"])


@pytest.mark.parametrize("name", ["position", "agenda", "removed_at"])
def test_only_the_words_of_an_item_are_changed(items, facilitator, name):
    with pytest.raises(ValueError, match=name):
        agendas.change_item(by=facilitator, block=items["A"], version=1, changes={name: 5})


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
    agendas.move_item(by=facilitator, block=items[title], **how)
    assert "".join(titles(agenda)) == expected
    assert kinds() == (["agenda_item_moved"] if expected != "ABC" else [])


def test_up_counts_from_where_an_item_stands_now(agenda, items, facilitator):
    """Two people look at A B C. One puts C first; the other's "up" on B moves it one place, not to the top."""
    agendas.move_item(by=facilitator, block=items["C"], to=1)
    agendas.move_item(by=facilitator, block=items["B"], places=-1)
    assert "".join(titles(agenda)) == "CBA"


def test_remove_is_undone_where_it_stood(agenda, items, facilitator):
    for _ in range(2):
        agendas.remove_item(by=facilitator, block=items["B"])
    assert "".join(titles(agenda)) == "AC"
    for _ in range(2):
        agendas.restore_item(by=facilitator, block=items["B"])
    assert "".join(titles(agenda)) == "ABC"
    assert kinds() == ["agenda_item_removed", "agenda_item_restored"]


def test_the_database_refuses_two_items_in_one_place(agenda):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaBlockFactory(agenda=agenda, position=2)
    AgendaBlockFactory(agenda=agenda, position=2, removed_at=timezone.now())


def test_details_have_a_version_of_their_own(agenda, items, facilitator):
    """Someone moving items is no conflict with someone writing ground rules; two writers are."""
    agendas.move_item(by=facilitator, block=items["A"], to=3)
    agendas.change_details(by=facilitator, agenda=agenda, version=1, changes={"ground_rules": "Listen."})
    with pytest.raises(ChangedMeanwhile):
        agendas.change_details(by=facilitator, agenda=agenda, version=1, changes={"ground_rules": "Speak."})
    assert Agenda.objects.get().ground_rules == "Listen."
    assert AgendaRevision.objects.get(is_accepted=False).content == {"ground_rules": "Speak."}
    with pytest.raises(ValueError, match="format"):
        agendas.change_details(by=facilitator, agenda=agenda, version=2, changes={"format": "tabletop"})
