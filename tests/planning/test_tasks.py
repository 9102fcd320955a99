"""The nudges of the clock: dates that moved, print packs that wait. The commands do the same, without Celery."""

import io
import re

import pytest
from django.conf import settings
from django.core.management import call_command

from planning import tasks
from planning.choices import PackState
from planning.errors import PartNotPrinted
from planning.models import Agenda, PackFile, PrintPack
from planning.services import dates, packs, releases
from records.formats import pdf
from records.formats.errors import BindingTookTooLong
from records.formats.pdf import pool
from records.models import Tick
from tests.factories.dialogues import seated
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, PrintPackFactory, started_agenda

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(monkeypatch):
    calls = []
    monkeypatch.setattr(dates, "follow_events", lambda *, now: calls.append(now) or 3)
    return calls


def test_two_beats_in_one_minute_follow_once(followed):
    tasks.follow_moved_dates()
    tasks.follow_moved_dates()
    slots = Tick.objects.of_task(tasks.TICK).count()
    assert slots <= 2  # the minute may turn between the two
    assert len(followed) == slots


def test_the_command_says_what_it_did(followed):
    said = io.StringIO()
    call_command("follow_moved_dates", stdout=said)
    assert said.getvalue() == "3 steps changed\n"


def test_beat_nudges_the_task_by_its_name():
    entry = settings.CELERY_BEAT_SCHEDULE["follow-moved-dates"]
    assert entry["task"] == tasks.follow_moved_dates.name


# --- print packs ---------------------------------------------------------------------------------------


def states() -> list[str]:
    return list(PrintPack.objects.order_by("pk").values_list("state", flat=True))


def test_packs_that_wait_are_made_with_their_progress():
    PrintPackFactory.create_batch(2)
    assert tasks.print_packs(seconds=60) == 2
    assert states() == ["ready", "ready"]
    pack = PrintPack.objects.first()
    assert (pack.made, pack.total, pack.tries, pack.agenda_version) == (3, 3, 1, 1)
    assert bytes(PackFile.objects.first().content).startswith(b"%PDF-")


def test_a_draft_is_printed_of_the_working_agenda_and_says_so(monkeypatch):
    agenda = started_agenda(format_key="town_hall")
    person, made = seated(agenda.session.dialogue), []
    releases.release(by=person, agenda=agenda)
    AgendaBlockFactory(agenda=agenda, title="Only in the draft", position=99)
    Agenda.objects.filter(pk=agenda.pk).update(version=agenda.version + 1)
    agenda.refresh_from_db()
    monkeypatch.setattr(tasks, "pack_pdf", lambda brief, **_told: made.append(brief) or pdf.Made(b"%PDF", 1))
    for is_draft in (False, True):
        wish = packs.Wish(parts=["tally"], paper="letter", is_draft=is_draft)
        packs.ask(by=person, agenda=agenda, wish=wish)
    assert tasks.print_packs(seconds=60) == 2
    assert [str(brief.stamp.words) for brief in made] == ["Release 1", f"DRAFT, version {agenda.version}"]
    assert ["Only in the draft" in {item.block.title for item in brief.view.items} for brief in made] == [
        False,
        True,
    ]
    assert list(PrintPack.objects.order_by("pk").values_list("agenda_version", flat=True)) == [
        agenda.version - 1,
        agenda.version,
    ]


def test_two_beats_in_one_slot_print_once(settings):
    settings.PACK_POLL_SECONDS = 3600
    PrintPackFactory.create_batch(2)
    assert [tasks.print_waiting_packs(), tasks.print_waiting_packs()] == [2, 0]


def test_one_bad_agenda_does_not_stop_the_others(monkeypatch):
    """Far too long, markup, an address that is never fetched, signs that no font has."""
    monkeypatch.setattr(pdf, "MAX_HTML_BYTES", 100_000)
    long, odd = (
        AgendaFactory(),
        AgendaFactory(ground_rules="\x0b<script>\n![](http://127.0.0.1:9/x.png)\U0010fff0"),
    )
    for _ in range(26):
        AgendaBlockFactory(agenda=long, instructions="word " * 790)
    PrintPackFactory(agenda=long, parts=["run_of_show"])
    PrintPackFactory(agenda=odd, parts=["ground_rules"])
    PrintPackFactory()
    tasks.print_packs(seconds=60)
    assert states() == ["failed", "ready", "ready"]
    assert "Run of show: This document is too long" in PrintPack.objects.first().reason


def test_a_fault_of_the_program_fails_one_pack_with_a_sentence(monkeypatch):
    def stumble(*_given, **_more):
        raise ZeroDivisionError

    PrintPackFactory()
    monkeypatch.setattr(tasks, "pack_pdf", stumble)
    tasks.print_packs(seconds=60)
    pack = PrintPack.objects.get()
    assert (pack.state, "could not be made" in pack.reason) == (PackState.FAILED, True)


def test_a_busy_machine_is_no_fault_of_the_pack_until_the_third_time(monkeypatch):
    """No second for a section: each press is stopped, before it takes the pack up or while it makes it."""
    monkeypatch.setattr(pool, "WALL_SECONDS", 0)
    PrintPackFactory()
    told = []
    for _ in range(3):
        tasks.print_packs(seconds=0)
        told += states()
    assert told == ["waiting", "waiting", "failed"]
    assert re.search("Try again in a minute|took too long, so it was stopped", PrintPack.objects.get().reason)


def test_a_pack_that_is_too_long_as_a_whole_is_not_begun_again(monkeypatch):
    """The others waited for it once."""

    def bind(_brief, **_told):
        raise PartNotPrinted(part="Crew cards", why=BindingTookTooLong())

    monkeypatch.setattr(tasks, "pack_pdf", bind)
    PrintPackFactory()
    tasks.print_packs(seconds=60)
    pack = PrintPack.objects.get()
    assert (pack.state, pack.tries, "Ask for fewer parts" in pack.reason) == (PackState.FAILED, 1, True)


def test_who_lost_the_pack_lets_go_of_it(monkeypatch):
    PrintPackFactory()
    monkeypatch.setattr(packs, "note_progress", lambda **_told: False)
    assert tasks.print_packs(seconds=0) == 0
    assert states() == ["making"]


def test_the_command_prints_and_clears():
    PrintPackFactory()
    said = io.StringIO()
    call_command("print_packs", stdout=said)
    assert said.getvalue() == "packs made: 1, old ones removed: 0\n"


def test_old_packs_are_cleared_by_the_clock():
    assert tasks.clear_old_packs() == 0
    for name in ("print-waiting-packs", "clear-old-packs"):
        assert settings.CELERY_BEAT_SCHEDULE[name]["task"] in {
            tasks.print_waiting_packs.name,
            tasks.clear_old_packs.name,
        }
