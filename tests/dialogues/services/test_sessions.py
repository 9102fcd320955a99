import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices import Seat, SessionStatus
from dialogues.errors import (
    ChangedMeanwhile,
    DialogueClosed,
    LengthNotSensible,
    NothingMoved,
    ReasonMissing,
    SessionInPast,
    SessionNotBegun,
    SessionNotOver,
    SessionSettled,
)
from dialogues.models import Session
from dialogues.services import notices, sessions
from dialogues.timing import Schedule
from records.models import AuditEvent
from records.services import audit
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DialogueFactory,
    HeldSessionFactory,
    SessionFactory,
    seated,
)

pytestmark = pytest.mark.django_db
OTHERS = [Seat.DESIGNER, Seat.FACILITATOR, Seat.NEUTRAL]


def plan(days=14, minutes=120, **place):
    return Schedule(timezone.now() + timedelta(days=days), minutes, "America/Chicago", **place)


def kinds():
    return list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))


def scheduled(dialogue, by=None, **values):
    asked = {"title": "First evening (demo)", "plan": plan()}
    return sessions.schedule(by=by or seated(dialogue), dialogue=dialogue, **(asked | values))


@pytest.fixture
def told(monkeypatch):
    """What the notices service was asked to tell, in order."""
    calls = []
    monkeypatch.setattr(notices, "session_moved", lambda **said: calls.append(("moved", said)))
    monkeypatch.setattr(notices, "session_cancelled", lambda **said: calls.append(("cancelled", said)))
    return calls


def test_schedule_keeps_time_place_and_details():
    details = {"capacity": 40, "languages": ["en", "es"], "arrival": "Side door", "access": "Childcare"}
    where = {"venue": "Demo Library", "address": "1 Demo Street"}
    session = scheduled(DialogueFactory(), plan=plan(**where), details=details)
    assert (session.venue, session.capacity, session.languages, session.status) == (
        "Demo Library",
        40,
        ["en", "es"],
        SessionStatus.PLANNED,
    )
    assert kinds() == ["session_scheduled"]
    assert AuditEvent.objects.get().details["when"].endswith(("CST", "CDT"))


def test_schedule_twice_with_one_form_schedules_one():
    dialogue, key = DialogueFactory(), uuid.uuid4()
    liaison = seated(dialogue)
    first, again = (scheduled(dialogue, by=liaison, form_key=key) for _ in range(2))
    assert (first.pk, Session.objects.count(), kinds()) == (again.pk, 1, ["session_scheduled"])


def test_schedule_records_a_session_already_held():
    session = scheduled(DialogueFactory(), plan=plan(days=-3), was_held=True)
    assert (session.status, kinds()) == (SessionStatus.HELD, ["session_scheduled", "session_held"])


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"plan": plan(days=-3)}, SessionInPast),
        ({"was_held": True}, SessionNotOver),
        ({"plan": plan(minutes=9)}, LengthNotSensible),
        ({"plan": plan(minutes=1441)}, LengthNotSensible),
    ],
)
def test_schedule_refused_for_times_that_cannot_be(values, refusal):
    with pytest.raises(refusal):
        scheduled(DialogueFactory(), **values)


@pytest.mark.parametrize("seat", OTHERS)
def test_schedule_refused_without_the_liaisons_seat(seat):
    dialogue = DialogueFactory()
    with pytest.raises(NotAllowed, match="Only the liaison schedules"):
        scheduled(dialogue, by=seated(dialogue, seat))


def test_schedule_refused_when_closed():
    with pytest.raises(DialogueClosed):
        scheduled(ClosedDialogueFactory())


def test_schedule_leaves_nothing_when_the_record_fails(monkeypatch):
    dialogue = DialogueFactory()
    monkeypatch.setattr(audit, "record", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        scheduled(dialogue)
    assert not Session.objects.exists()


def test_change_keeps_the_date_and_tells_nobody(told):
    session = SessionFactory()
    row = sessions.change(
        by=seated(session.dialogue), session=session, version=1, changes={"title": "Second evening"}
    )
    assert (row.title, row.version, row.schedule_version, told) == ("Second evening", 2, 1, [])
    assert kinds() == ["session_changed"]


def test_change_of_a_held_session_is_possible_of_a_cancelled_one_not():
    held = HeldSessionFactory()
    sessions.change(by=seated(held.dialogue), session=held, version=1, changes={"title": "As it was"})
    cancelled = SessionFactory(
        status="cancelled", cancelled_at=timezone.now(), cancelled_by=held.held_by, cancel_reason="Storm"
    )
    with pytest.raises(SessionSettled):
        sessions.change(by=seated(cancelled.dialogue), session=cancelled, version=1, changes={"title": "x"})


def test_change_refused_when_someone_else_saved_first():
    session = SessionFactory(version=2)
    with pytest.raises(ChangedMeanwhile):
        sessions.change(by=seated(session.dialogue), session=session, version=1, changes={"title": "x"})


def test_change_leaves_time_and_place_to_the_move():
    session = SessionFactory()
    with pytest.raises(ValueError, match="venue"):
        sessions.change(by=seated(session.dialogue), session=session, version=1, changes={"venue": "x"})


def test_reschedule_raises_the_version_and_tells_once(told):
    session = SessionFactory()
    before, liaison = session.schedule, seated(session.dialogue)
    row = sessions.reschedule(by=liaison, session=session, version=1, plan=plan(days=21))
    assert (row.version, row.schedule_version, kinds()) == (2, 2, ["session_rescheduled"])
    assert told == [("moved", {"by": liaison, "session": row, "before": before})]
    assert set(AuditEvent.objects.get().details) == {"before", "when"}


def test_reschedule_of_the_place_alone_says_so(told):
    session = SessionFactory()
    sessions.reschedule(
        by=seated(session.dialogue),
        session=session,
        version=1,
        plan=replace(session.schedule, venue="Demo Church"),
    )
    assert (kinds(), len(told)) == (["session_place_changed"], 1)


@pytest.mark.parametrize(
    ("version", "wanted", "refusal"),
    [
        (1, plan(days=-1), SessionInPast),
        (2, plan(days=21), ChangedMeanwhile),
        (1, plan(minutes=5), LengthNotSensible),
        (1, None, NothingMoved),
    ],
)
def test_reschedule_refused(version, wanted, refusal, told):
    session = SessionFactory()
    with pytest.raises(refusal):
        sessions.reschedule(
            by=seated(session.dialogue), session=session, version=version, plan=wanted or session.schedule
        )
    assert told == []


def test_reschedule_refused_after_session_held(told):
    session = HeldSessionFactory()
    with pytest.raises(SessionSettled):
        sessions.reschedule(by=seated(session.dialogue), session=session, version=1, plan=plan())


def test_reschedule_rolls_back_with_its_letters(monkeypatch):
    session = SessionFactory()
    liaison = seated(session.dialogue)
    monkeypatch.setattr(notices, "session_moved", lambda **said: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sessions.reschedule(by=liaison, session=session, version=1, plan=plan(days=21))
    assert (Session.objects.get().schedule_version, kinds()) == (1, [])


def test_cancel_keeps_the_reason_and_tells_once(told):
    session = SessionFactory()
    liaison = seated(session.dialogue)
    row = sessions.cancel(by=liaison, session=session, reason=" Storm ")
    sessions.cancel(by=liaison, session=session, reason="Again")
    assert (row.status, row.cancel_reason, row.schedule_version) == ("cancelled", "Storm", 2)
    assert told == [("cancelled", {"by": liaison, "session": row})]
    assert kinds() == ["session_cancelled"]


def test_cancel_refused_without_a_reason_or_after_it_was_held(told):
    session, held = SessionFactory(), HeldSessionFactory()
    with pytest.raises(ReasonMissing):
        sessions.cancel(by=seated(session.dialogue), session=session, reason="  ")
    with pytest.raises(SessionSettled):
        sessions.cancel(by=seated(held.dialogue), session=held, reason="Storm")


def test_hold_once_it_has_begun():
    session = SessionFactory(starts_at=timezone.now() - timedelta(minutes=1))
    liaison = seated(session.dialogue)
    row = sessions.hold(by=liaison, session=session)
    sessions.hold(by=liaison, session=session)
    assert (row.status, row.held_by, kinds()) == (SessionStatus.HELD, liaison, ["session_held"])


def test_hold_refused_before_the_start_and_after_cancelling(told):
    session = SessionFactory()
    liaison = seated(session.dialogue)
    with pytest.raises(SessionNotBegun):
        sessions.hold(by=liaison, session=session)
    sessions.cancel(by=liaison, session=session, reason="Storm")
    with pytest.raises(SessionSettled):
        sessions.hold(by=liaison, session=session)


@pytest.mark.parametrize("seat", OTHERS)
def test_verbs_refused_without_the_liaisons_seat(seat):
    session = SessionFactory()
    other = seated(session.dialogue, seat)
    for verb in (
        lambda: sessions.change(by=other, session=session, version=1, changes={}),
        lambda: sessions.reschedule(by=other, session=session, version=1, plan=plan()),
        lambda: sessions.cancel(by=other, session=session, reason="Storm"),
        lambda: sessions.hold(by=other, session=session),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_verbs_refused_when_the_dialogue_is_closed():
    session = SessionFactory(dialogue=ClosedDialogueFactory())
    with pytest.raises(DialogueClosed):
        sessions.cancel(by=seated(session.dialogue), session=session, reason="Storm")
