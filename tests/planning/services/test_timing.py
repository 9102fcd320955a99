"""Many items change their times at once: each with its revision, all or none, never on stale times."""

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices import Seat
from dialogues.errors import DialogueClosed
from planning.errors import AgendaMoved, ChangedSince, ItemRemoved, NothingToRetime, NothingToUndo
from planning.models import Agenda, AgendaBlock, AgendaRevision
from planning.services import agendas, items, timing, undo
from planning.summaries.access import AccessView
from planning.timing.late import Way
from records.models import AuditEvent
from records.services import audit
from tests.factories.dialogues import ClosedDialogueFactory, SessionFactory, seated
from tests.factories.planning import AgendaBlockFactory, AgendaFactory

pytestmark = pytest.mark.django_db

VERBS = {
    "go_on_late": lambda by, agenda: timing.go_on_late(
        by=by, agenda=agenda, version=agenda.version, way=Way.TRIM, minutes=10
    ),
    "begin_on_time": lambda by, agenda: timing.begin_on_time(by=by, agenda=agenda, version=agenda.version),
    "make_room_for_access": lambda by, agenda: timing.make_room_for_access(
        by=by, agenda=agenda, version=agenda.version, items=[block.pk for block in agenda.blocks.all()]
    ),
}


@pytest.fixture
def agenda():
    """A, B and C with 20 minutes each in a session of 60; C may go, and sign language is provided."""
    agenda = AgendaFactory(has_sign_language=True, session__minutes=60)
    for position, title in enumerate("ABC", start=1):
        priority = "drop" if title == "C" else "shorten"
        AgendaBlockFactory(agenda=agenda, title=title, position=position, minutes=20, priority=priority)
    return agenda


@pytest.fixture
def facilitator(agenda):
    return seated(agenda.session.dialogue, Seat.FACILITATOR)


def minutes(agenda):
    return [(block.title, block.minutes) for block in agenda.blocks.kept().order_by("position")]


def shares(agenda):
    return list(agenda.blocks.kept().order_by("position").values_list("title", "minutes", "access_minutes"))


@pytest.mark.parametrize("verb", VERBS)
def test_only_liaison_design_team_and_facilitator_change_times(agenda, verb):
    with pytest.raises(NotAllowed):
        VERBS[verb](seated(agenda.session.dialogue, Seat.NEUTRAL), agenda)
    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_changes_in_a_closed_dialogue(verb):
    agenda = AgendaFactory(session=SessionFactory(dialogue=ClosedDialogueFactory()))
    with pytest.raises(DialogueClosed):
        VERBS[verb](seated(agenda.session.dialogue), agenda)


@pytest.mark.parametrize("verb", VERBS)
def test_times_that_are_not_those_of_now_change_nothing(agenda, facilitator, verb):
    items.change_item(by=facilitator, block=agenda.blocks.get(title="A"), version=1, changes={"minutes": 30})
    with pytest.raises(AgendaMoved) as refused:
        VERBS[verb](facilitator, agenda)
    assert "shows them as they are now" in str(refused.value.sentence)
    assert minutes(agenda) == [("A", 30), ("B", 20), ("C", 20)]


@pytest.mark.parametrize("verb", VERBS)
def test_without_its_record_nothing_is_changed(agenda, facilitator, verb, monkeypatch):
    def fails(**_):
        raise RuntimeError("no record")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        VERBS[verb](facilitator, agenda)
    assert minutes(agenda) == [("A", 20), ("B", 20), ("C", 20)]
    assert (Agenda.objects.get().version, AgendaRevision.objects.count()) == (1, 0)


def late(by, agenda, way, minutes, after=None):
    return timing.go_on_late(by=by, agenda=agenda, version=1, way=way, minutes=minutes, after=after)


def test_a_shifted_start_is_kept_with_the_agenda(agenda, facilitator):
    row = late(facilitator, agenda, Way.SHIFT, 20)
    assert (row.late_minutes, minutes(agenda)) == (20, [("A", 20), ("B", 20), ("C", 20)])
    again = timing.go_on_late(by=facilitator, agenda=row, version=row.version, way=Way.SHIFT, minutes=5)
    assert again.late_minutes == 25
    back = timing.begin_on_time(by=facilitator, agenda=again, version=again.version)
    assert Agenda.objects.get().late_minutes == back.late_minutes == 0


def test_shortened_items_have_a_version_each_and_are_taken_back_in_one_go(agenda, facilitator):
    late(facilitator, agenda, Way.TRIM, 16)
    assert minutes(agenda) == [("A", 20), ("B", 14), ("C", 10)]
    assert [block.version for block in agenda.blocks.order_by("position")] == [1, 2, 2]
    event = AuditEvent.objects.get(kind="agenda_retimed")
    assert event.details == {"how": "16 minutes late, items shortened"}
    undo.undo(by=facilitator, agenda=agenda)
    assert minutes(agenda) == [("A", 20), ("B", 20), ("C", 20)]


ALL_AT_ONCE = {
    "shift": lambda by, row, keys: timing.go_on_late(
        by=by, agenda=row, version=row.version, way=Way.SHIFT, minutes=10
    ),
    "trim": lambda by, row, keys: timing.go_on_late(
        by=by, agenda=row, version=row.version, way=Way.TRIM, minutes=16
    ),
    "drop two neighbors": lambda by, row, keys: timing.go_on_late(
        by=by, agenda=row, version=row.version, way=Way.DROP, minutes=10, gone=keys[1:]
    ),
    "drop the first, one ran over": lambda by, row, keys: timing.go_on_late(
        by=by, agenda=row, version=row.version, way=Way.DROP, minutes=5, after=keys[0], gone=keys[1:2]
    ),
    "access with breaks": lambda by, row, keys: timing.make_room_for_access(
        by=by, agenda=row, version=row.version, items=keys, breaks=keys
    ),
    "on time": lambda by, row, keys: timing.begin_on_time(by=by, agenda=row, version=row.version),
}


@pytest.mark.parametrize("name", ALL_AT_ONCE)
def test_what_was_accepted_in_one_go_is_one_step_back_and_forth(agenda, facilitator, name):
    Agenda.objects.update(late_minutes=7)
    row = Agenda.objects.get()

    def state():
        return shares(agenda), Agenda.objects.get().late_minutes

    before, details = state(), row.details_version
    ALL_AT_ONCE[name](facilitator, row, list(agenda.blocks.order_by("position").values_list("pk", flat=True)))
    after = state()
    assert after != before
    for _time in range(2):
        undo.undo(by=facilitator, agenda=agenda)
        assert state() == before
        undo.redo(by=facilitator, agenda=agenda)
        assert state() == after
    assert Agenda.objects.get().details_version == details
    undo.undo(by=facilitator, agenda=agenda)
    with pytest.raises(NothingToUndo):
        undo.undo(by=facilitator, agenda=agenda)


def test_a_late_start_that_someone_changed_since_is_theirs(agenda, facilitator):
    row = late(facilitator, agenda, Way.SHIFT, 20)
    timing.begin_on_time(by=seated(agenda.session.dialogue), agenda=row, version=row.version)
    with pytest.raises(ChangedSince):
        undo.undo(by=facilitator, agenda=agenda)
    assert Agenda.objects.get().late_minutes == 0


def test_dropped_items_can_be_put_back(agenda, facilitator):
    late(facilitator, agenda, Way.DROP, 5)
    assert minutes(agenda) == [("A", 20), ("B", 20)]
    items.restore_item(by=facilitator, block=AgendaBlock.objects.get(title="C"))
    assert minutes(agenda) == [("A", 20), ("B", 20), ("C", 20)]


def test_what_a_person_ticked_is_dropped_whatever_is_marked(agenda, facilitator):
    with pytest.raises(NothingToRetime):
        timing.go_on_late(by=facilitator, agenda=agenda, version=1, way=Way.DROP, minutes=5, gone=[])
    ticked = [agenda.blocks.get(title="B").pk]
    timing.go_on_late(by=facilitator, agenda=agenda, version=1, way=Way.DROP, minutes=5, gone=ticked)
    assert minutes(agenda) == [("A", 20), ("C", 20)]


def test_the_end_announced_is_aimed_at_and_no_more(agenda, facilitator):
    agenda.session.minutes = 65
    agenda.session.save()
    late(facilitator, agenda, Way.TRIM, 15)
    assert minutes(agenda) == [("A", 20), ("B", 20), ("C", 10)]
    assert Agenda.objects.get().late_minutes == 15


def test_an_item_that_ran_over_its_maximum_did_take_that_long(agenda, facilitator):
    agenda.blocks.filter(title="A").update(most_minutes=25)
    row = late(facilitator, agenda, Way.TRIM, 6, after=agenda.blocks.get(title="A").pk)
    block = agenda.blocks.get(title="A")
    assert (block.minutes, block.most_minutes, row.late_minutes) == (26, 26, 0)
    assert minutes(agenda)[1:] == [("B", 20), ("C", 14)]


def test_an_item_that_is_gone_cannot_have_run_over(agenda, facilitator):
    gone = agenda.blocks.get(title="A")
    agenda.blocks.filter(pk=gone.pk).update(removed_at=timezone.now(), position=90)
    with pytest.raises(ItemRemoved):
        late(facilitator, agenda, Way.SHIFT, 6, after=gone.pk)


def test_the_chosen_items_get_time_for_interpreting_once(agenda, facilitator):
    chosen = [agenda.blocks.get(title=title).pk for title in "AB"]
    row = timing.make_room_for_access(by=facilitator, agenda=agenda, version=1, items=chosen)
    assert minutes(agenda) == [("A", 23), ("B", 23), ("C", 20)]
    event = AuditEvent.objects.get(kind="agenda_retimed")
    assert event.details == {"how": "+6 minutes for interpreting and captions"}
    with pytest.raises(NothingToRetime):
        timing.make_room_for_access(by=facilitator, agenda=row, version=row.version, items=chosen)


def test_shortened_or_retyped_the_minutes_for_interpreting_go_along_and_come_back(agenda, facilitator):
    Agenda.objects.update(spoken_interpreting="consecutive")
    agenda.refresh_from_db()
    everyone = [block.pk for block in agenda.blocks.all()]
    row = timing.make_room_for_access(by=facilitator, agenda=agenda, version=1, items=everyone)
    accepted = shares(agenda)
    assert accepted == [("A", 40, 20), ("B", 40, 20), ("C", 40, 20)]
    timing.go_on_late(by=facilitator, agenda=row, version=row.version, way=Way.TRIM, minutes=15)
    block = agenda.blocks.get(title="B")
    items.change_item(by=facilitator, block=block, version=block.version, changes={"minutes": 13})
    assert shares(agenda)[1:] == [("B", 13, 7), ("C", 20, 10)]
    assert AccessView.of(Agenda.objects.get(), list(agenda.blocks.order_by("position"))).rows == ()
    for _time in range(2):
        undo.undo(by=facilitator, agenda=agenda)
    assert shares(agenda) == accepted


def test_a_share_that_a_person_writes_is_theirs(agenda, facilitator):
    block = agenda.blocks.get(title="A")
    items.change_item(by=facilitator, block=block, version=1, changes={"minutes": 30, "access_minutes": 4})
    assert shares(agenda)[0] == ("A", 30, 4)
    block.refresh_from_db()
    items.change_item(by=facilitator, block=block, version=2, changes={"minutes": 15})
    assert shares(agenda)[0] == ("A", 15, 2)


def test_a_break_for_interpreters_comes_with_the_minutes_and_can_be_taken_back(agenda, facilitator):
    agenda.blocks.update(minutes=30)
    b = agenda.blocks.get(title="A").pk, agenda.blocks.get(title="B").pk
    timing.make_room_for_access(by=facilitator, agenda=agenda, version=1, items=b[:1], breaks=b)
    assert minutes(agenda) == [("A", 35), ("Break", 5), ("B", 30), ("Break", 5), ("C", 30)]
    assert set(agenda.blocks.filter(title="Break").values_list("kind", "title_es")) == {("break", "Descanso")}
    event = AuditEvent.objects.get(kind="agenda_retimed")
    assert event.details == {"how": "+15 minutes for interpreting and captions"}
    undo.undo(by=facilitator, agenda=agenda)
    assert minutes(agenda) == [("A", 30), ("B", 30), ("C", 30)]


def test_time_for_interpreting_is_taken_back_when_nobody_interprets(agenda, facilitator):
    everyone = [block.pk for block in agenda.blocks.all()]
    row = timing.make_room_for_access(by=facilitator, agenda=agenda, version=1, items=everyone)
    agendas.change_details(by=facilitator, agenda=row, version=1, changes={"has_sign_language": False})
    row = Agenda.objects.get()
    timing.make_room_for_access(by=facilitator, agenda=row, version=row.version, items=everyone)
    assert minutes(agenda) == [("A", 20), ("B", 20), ("C", 20)]
