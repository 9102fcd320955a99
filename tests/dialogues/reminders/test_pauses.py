"""However long a pause lasts and whenever it begins: each reminder goes exactly once, or is counted as not sent."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dialogues.models import ReminderPause
from dialogues.reminders import due_session_reminders
from dialogues.reminders.pauses import held_back
from dialogues.schedules import REMINDERS
from dialogues.services import notices, reminder_pauses
from records.choices import MessageState
from records.models import Message
from records.registers import Waits
from tests.factories.dialogues import IncidentFactory, SessionFactory
from tests.factories.incidents import ReminderPauseFactory, liaison_of
from tests.factories.participants import InvitationFactory

TICK = timedelta(hours=20)


@pytest.mark.django_db
def test_held_back_until_the_last_pause_ended():
    pause = ReminderPauseFactory()
    other = ReminderPauseFactory(dialogue=pause.dialogue)
    assert isinstance(held_back(pause.dialogue_id), Waits)
    for one in (pause, other):
        one.ended_at, one.ended_by = timezone.now(), one.paused_by
        one.save()
    assert held_back(pause.dialogue_id) is None
    assert held_back(None) is None


def tick_and_send(now):
    notices.queue_reminders(due=due_session_reminders(now), now=now)
    Message.objects.filter(state=MessageState.PENDING).update(state=MessageState.SENT, sent_at=now)


class TestAnyPause(TestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        begins=st.integers(0, 29 * 24),
        lasts=st.integers(1, 20 * 24),
        second=st.one_of(st.none(), st.integers(1, 10 * 24)),
    )
    def test_each_reminder_goes_once_or_is_counted(self, begins, lasts, second):
        Message.objects.all().delete()
        ReminderPause.objects.all().delete()
        session = SessionFactory(starts_at=timezone.now() + timedelta(days=60))
        InvitationFactory(session=session)
        first, other = (IncidentFactory(agency=session.dialogue.agency) for _turn in range(2))
        liaison = liaison_of(first)
        start = session.starts_at - timedelta(days=29)
        plan = {
            begins: (reminder_pauses.pause_others, first),
            begins + lasts: (reminder_pauses.resume, first),
        }
        if second is not None:  # a second incident, opened while the first still pauses
            opens = begins + min(second, lasts) / 2
            plan |= {
                opens: (reminder_pauses.pause_others, other),
                opens + second + lasts: (reminder_pauses.resume, other),
            }
        self.live_through(start, plan, liaison, until=session.starts_at)
        sent = list(Message.objects.values_list("context__rule", flat=True))
        unsent = sum(ReminderPause.objects.values_list("unsent", flat=True))
        assert len(sent) == len(set(sent))
        assert len(sent) + unsent == len(REMINDERS)

    def live_through(self, start, plan, liaison, *, until):
        """Ticks every twenty hours, with the deeds of the plan between them; at the end all pauses end."""
        deeds = sorted(plan.items(), key=lambda deed: deed[0])
        now = start
        while now < until:
            while deeds and start + timedelta(hours=deeds[0][0]) <= now:
                self.act(*deeds.pop(0)[1], liaison, now)
            with time_machine.travel(now, tick=False):
                tick_and_send(now)
            now += TICK
        for _hour, (deed, incident) in deeds:
            if ReminderPause.objects.exists():
                self.act(deed, incident, liaison, now)

    def act(self, deed, incident, liaison, now):
        with time_machine.travel(now, tick=False):
            extra = {"now": now} if deed is reminder_pauses.pause_others else {}
            deed(by=liaison, incident=incident, **extra)
