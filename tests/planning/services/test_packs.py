"""Packs as rows: asked for once, claimed by one, given up after three, gone after a day."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.errors import NotAllowed
from accounts.models import User
from dialogues.choices import SessionStatus
from planning.choices import AuditKind, PackState
from planning.errors import DraftForTheTeam, NoPartChosen, NothingToPrint, PacksWaiting, SessionCalledOff
from planning.models import PackFile, PrintPack
from planning.models.packs import MOST_TRIES
from planning.services import packs, releases
from records.formats.errors import DocumentTooLarge
from records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import seated
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, PrintPackFactory

pytestmark = pytest.mark.django_db
WISH = packs.Wish(parts=["agenda", "tally"], paper="letter")


@pytest.fixture
def agenda():
    agenda = AgendaFactory()
    AgendaBlockFactory(agenda=agenda)
    return agenda


@pytest.fixture
def liaison(agenda) -> User:
    return seated(agenda.session.dialogue)


def claimed() -> PrintPack:
    pack = packs.claim(owner=uuid.uuid4())
    assert pack is not None
    return pack


def let_lease_run_out() -> None:
    PrintPack.objects.filter(state="making").update(lease_until=timezone.now() - timedelta(seconds=1))


def test_asking_leaves_a_row_and_a_line_in_the_record(agenda, liaison):
    pack = packs.ask(by=liaison, agenda=agenda, wish=WISH)
    event = AuditEvent.objects.get(kind=AuditKind.PACK_ASKED)
    assert (pack.state, pack.made, pack.total) == (PackState.WAITING, 0, 0)
    assert event.details == {"count": 2}
    assert event.dialogue_id == agenda.session.dialogue_id


def test_pressing_twice_makes_one_pack(agenda, liaison):
    assert packs.ask(by=liaison, agenda=agenda, wish=WISH) == packs.ask(by=liaison, agenda=agenda, wish=WISH)
    assert PrintPack.objects.count() == 1


def test_a_stranger_is_refused(agenda):
    with pytest.raises(NotAllowed):
        packs.ask(by=UserFactory(), agenda=agenda, wish=WISH)


def test_nothing_is_printed_for_a_cancelled_session(agenda, liaison):
    agenda.session.status = SessionStatus.CANCELLED
    with pytest.raises(SessionCalledOff):
        packs.ask(by=liaison, agenda=agenda, wish=WISH)


def test_no_parts_no_pack(agenda, liaison):
    with pytest.raises(NoPartChosen):
        packs.ask(by=liaison, agenda=agenda, wish=packs.Wish(parts=[], paper="letter"))


def test_without_items_there_is_nothing_to_print(liaison, agenda):
    agenda.blocks.update(removed_at=timezone.now())
    with pytest.raises(NothingToPrint, match="Add at least one item first"):
        packs.ask(by=liaison, agenda=agenda, wish=WISH)


def changed_since_release(agenda, liaison) -> None:
    releases.release(by=liaison, agenda=agenda)
    AgendaBlockFactory(agenda=agenda)
    agenda.version += 1
    agenda.save()


DRAFT = packs.Wish(parts=["run_of_show", "tally"], paper="letter", is_draft=True)


def test_a_draft_stays_one_through_making_and_asking_again(agenda, liaison):
    changed_since_release(agenda, liaison)
    draft = packs.ask(by=liaison, agenda=agenda, wish=DRAFT)
    plain = packs.ask(by=liaison, agenda=agenda, wish=packs.Wish(parts=DRAFT.parts, paper="letter"))
    assert (packs.is_draft(pack=draft), packs.is_draft(pack=plain)) == (True, False)
    made = claimed()
    assert packs.is_draft(pack=made)
    packs.finish(pack=made, content=b"%PDF", version=agenda.version)
    made.refresh_from_db()
    assert packs.is_draft(pack=packs.ask_again(by=liaison, pack=made))


def test_what_was_released_meanwhile_is_no_draft_any_more(agenda, liaison):
    changed_since_release(agenda, liaison)
    draft = packs.ask(by=liaison, agenda=agenda, wish=DRAFT)
    releases.release(by=liaison, agenda=agenda)
    assert not packs.is_draft(pack=draft)


def test_a_pack_from_before_the_first_release_follows_it(agenda, liaison):
    PrintPackFactory(agenda=agenda, parts=["tally"])
    early = claimed()
    packs.finish(pack=early, content=b"%PDF", version=agenda.version)
    changed_since_release(agenda, liaison)
    early.refresh_from_db()
    assert not packs.is_draft(pack=early)


def test_participants_never_get_a_draft_of_what_was_released(agenda, liaison):
    changed_since_release(agenda, liaison)
    with pytest.raises(DraftForTheTeam):
        packs.ask(by=liaison, agenda=agenda, wish=packs.Wish(parts=["agenda"], paper="letter", is_draft=True))


def test_three_of_one_person_at_a_time_do_not_keep_others_waiting(agenda, liaison):
    other = seated(agenda.session.dialogue)
    for tables in (1, 2, 3):
        packs.ask(by=liaison, agenda=agenda, wish=packs.Wish(parts=["agenda"], paper="letter", tables=tables))
    with pytest.raises(PacksWaiting):
        packs.ask(by=liaison, agenda=agenda, wish=WISH)
    assert packs.ask(by=other, agenda=agenda, wish=WISH).state == PackState.WAITING


def test_the_oldest_is_claimed_and_only_once(settings):
    settings.PACKS_AT_ONCE = 5
    newer = PrintPackFactory()
    older = PrintPackFactory(asked_at=timezone.now() - timedelta(minutes=5))
    assert [claimed(), claimed()] == [older, newer]
    assert packs.claim(owner=uuid.uuid4()) is None


def test_who_asked_for_much_lets_others_go_first(settings):
    settings.PACKS_AT_ONCE = 5
    minutes = (timezone.now() - timedelta(minutes=number) for number in (4, 3, 2, 1))
    first = PrintPackFactory(asked_at=next(minutes))
    second, third = (PrintPackFactory(asked_by=first.asked_by, asked_at=next(minutes)) for _ in range(2))
    other = PrintPackFactory(asked_at=next(minutes))
    assert [claimed() for _ in range(4)] == [first, other, second, third]


def test_no_more_are_made_at_once_than_allowed(settings):
    settings.PACKS_AT_ONCE = 1
    PrintPackFactory.create_batch(2)
    claimed()
    assert packs.claim(owner=uuid.uuid4()) is None


def test_beside_a_long_pack_another_is_made_and_no_third_before_one_is_finished(settings):
    """Of another person: who asked for little comes first."""
    settings.PACKS_AT_ONCE = 1
    long, _short, last = (PrintPackFactory() for _ in range(3))
    claimed()
    assert packs.claim(owner=uuid.uuid4()) is None
    long_since(long)
    beside = claimed()
    assert beside != long
    long_since(beside)
    assert packs.claim(owner=uuid.uuid4()) is None
    packs.finish(pack=beside, content=b"%PDF-")
    assert claimed() == last


def long_since(pack):
    """It was begun a while ago, and is being made all the same."""
    PrintPack.objects.filter(pk=pack.pk).update(begun_at=timezone.now() - 2 * packs.SHORT)


def test_what_a_printer_left_behind_is_taken_over_and_the_first_one_is_told():
    PrintPackFactory()
    first = claimed()
    let_lease_run_out()
    second = claimed()
    assert first.pk == second.pk
    assert not packs.note_progress(pack=first, made=1, total=2)
    assert not packs.finish(pack=first, content=b"old")
    assert packs.note_progress(pack=second, made=1, total=2)
    assert packs.finish(pack=second, content=b"new", pages=98)
    assert PrintPack.objects.get(pk=second.pk).pages == 98
    assert bytes(PackFile.objects.get().content) == b"new"


def test_one_that_ends_its_printers_is_given_up_and_others_go_on():
    bad = PrintPackFactory(asked_at=timezone.now() - timedelta(minutes=5))
    for _ in range(MOST_TRIES):
        assert claimed() == bad
        let_lease_run_out()
    good = PrintPackFactory()
    assert claimed() == good
    bad.refresh_from_db()
    assert bad.state == PackState.FAILED
    assert "fewer parts" in bad.reason


def test_a_refusal_is_kept_as_its_sentence():
    PrintPackFactory()
    pack = claimed()
    assert packs.fail(pack=pack, refusal=DocumentTooLarge())
    pack.refresh_from_db()
    assert (pack.state, pack.reason) == (PackState.FAILED, str(DocumentTooLarge.sentence))


def test_made_again_after_the_same_wish(agenda, liaison):
    old = PrintPackFactory(agenda=agenda, asked_by=liaison, is_large=True, tables=9)
    claimed()
    let_lease_run_out()
    packs.fail(pack=claimed(), refusal=DocumentTooLarge())
    again = packs.ask_again(by=liaison, pack=old)
    assert (again.pk != old.pk, again.is_large, again.tables, again.parts) == (True, True, 9, old.parts)


def test_a_day_after_it_is_gone_with_its_file():
    PrintPackFactory.create_batch(2)
    for _ in range(2):
        packs.finish(pack=claimed(), content=b"%PDF")
    old = PrintPack.objects.first()
    PrintPack.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(hours=24, minutes=1))
    assert packs.clear_old() == 1
    assert not PackFile.objects.filter(pack_id=old.pk).exists()
    assert PrintPack.objects.count() == 1


def test_who_waits_is_never_cleared():
    PrintPackFactory(asked_at=timezone.now() - timedelta(days=9))
    assert packs.clear_old() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "making"},
        {"state": "ready"},
        {"state": "failed"},
        {"parts": []},
        {"parts": ["napkins"]},
        {"tables": 0},
        {"made": 2, "total": 1},
        {"reason": "but it waits"},
        {"lease_owner": uuid.uuid4()},
    ],
)
def test_the_database_refuses_what_makes_no_sense(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PrintPackFactory(**wrong)


def test_claims_wait_for_one_another():
    """Two at the same moment would both count too few."""
    with transaction.atomic(), connection.cursor() as cursor:
        packs.claim(owner=uuid.uuid4())
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")
        assert cursor.fetchone()[0] >= 1
