"""The pages of a print pack."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planning.choices import PackPart
from planning.errors import PartNotPrinted
from planning.models import PackFile, PrintPack
from planning.services import packs, releases
from records.formats.errors import DocumentTooLarge
from tests.factories.dialogues import seated
from tests.factories.planning import AgendaBlockFactory, PrintPackFactory

pytestmark = pytest.mark.django_db
ASKED = {"parts": ["agenda", "tally"], "language": "en", "paper": "letter", "room": "circle", "tables": "6"}


def address(name, agenda, *more):
    return reverse(f"planning:{name}", args=[agenda.session.dialogue_id, agenda.session_id, *more])


@pytest.fixture
def pack(agenda):
    return PrintPackFactory(agenda=agenda)


def finish() -> PrintPack:
    pack = packs.claim(owner=uuid.uuid4())
    packs.note_progress(pack=pack, made=1, total=3)
    packs.finish(pack=pack, content=b"%PDF-made", pages=98)
    return pack


def test_one_button_asks_for_the_pack(agenda, neutral):
    response = neutral.post(address("agenda-print", agenda), ASKED)
    pack = PrintPack.objects.get()
    assert response.headers["Location"] == address("pack-show", agenda, pack.pk)
    assert pack.parts == ["agenda", "tally"]


def test_a_fourth_pack_at_a_time_is_refused_beside_what_was_typed(agenda, neutral):
    for tables in ("1", "2", "3"):
        neutral.post(address("agenda-print", agenda), ASKED | {"tables": tables})
    page = neutral.post(address("agenda-print", agenda), ASKED).content.decode()
    assert "Three of your print packs" in page


def test_presets_tick_parts(agenda, neutral):
    page = neutral.get(address("agenda-print", agenda), {"preset": "crew"})
    assert "crew_cards" in page.context["form"]["parts"].value()
    assert "survey" not in page.context["form"]["parts"].value()
    assert neutral.get(address("agenda-print", agenda), {"preset": "no-such"}).status_code == 200


def test_the_page_tells_how_far_it_is_and_asks_again(agenda, pack, neutral):
    waiting = neutral.get(address("pack-show", agenda, pack.pk)).content.decode()
    assert "waits for its turn" in waiting
    assert f'hx-get="{address("pack-state", agenda, pack.pk)}"' in waiting
    claimed = packs.claim(owner=uuid.uuid4())
    packs.note_progress(pack=claimed, made=4, total=15)
    part = neutral.get(address("pack-state", agenda, pack.pk)).content.decode()
    assert "4 of 15" in part
    assert "<html" not in part


def test_who_waits_reads_how_many_come_first(agenda, neutral):
    first, second, mine = (PrintPackFactory(agenda=agenda) for _ in range(3))
    told = [neutral.get(address("pack-state", agenda, mine.pk)).content.decode()]
    packs.claim(owner=uuid.uuid4())  # being made, it still comes first
    told.append(neutral.get(address("pack-state", agenda, mine.pk)).content.decode())
    PrintPack.objects.filter(pk=first.pk).delete()
    told.append(neutral.get(address("pack-state", agenda, mine.pk)).content.decode())
    PrintPack.objects.filter(pk=second.pk).delete()
    told.append(neutral.get(address("pack-state", agenda, mine.pk)).content.decode())
    expected = [
        "2 others come first",
        "2 others come first",
        "One other comes first",
        "waits for its turn. Most",
    ]
    assert [words in page for words, page in zip(expected, told, strict=True)] == [True] * 4


def test_when_ready_there_is_the_file_and_no_more_asking(agenda, pack, neutral):
    finish()
    page = neutral.get(address("pack-show", agenda, pack.pk)).content.decode()
    assert address("pack-pdf", agenda, pack.pk) in page
    assert "It has 98 pages." in page
    assert "hx-get=" not in page.split('id="pack-state"')[1].split("</section>")[0]
    response = neutral.get(address("pack-pdf", agenda, pack.pk))
    assert (response.content, response.headers["Content-Type"]) == (b"%PDF-made", "application/pdf")
    day = agenda.session.local_start.date().isoformat()
    name = f"print-pack-{day}-draft-v1-en-letter.pdf"
    assert response.headers["Content-Disposition"] == f'inline; filename="{name}"'


def test_an_old_version_is_said(agenda, pack, neutral):
    finish()
    agenda.version = 8
    agenda.save()
    page = neutral.get(address("pack-show", agenda, pack.pk)).content.decode()
    assert "it is version 8 now" in " ".join(page.split())


def test_before_it_is_ready_the_file_leads_to_the_page(agenda, pack, neutral):
    response = neutral.get(address("pack-pdf", agenda, pack.pk))
    assert response.headers["Location"] == address("pack-show", agenda, pack.pk)


def test_what_failed_says_why_and_can_be_made_again(agenda, pack, neutral):
    refusal = PartNotPrinted(part=PackPart.RUN_OF_SHOW.label, why=DocumentTooLarge())
    packs.fail(pack=packs.claim(owner=uuid.uuid4()), refusal=refusal)
    for language, words in (
        ("en", "Run of show: This document"),
        ("es", "Guion de la sesión: Este documento"),
    ):
        User.objects.update(language=language)
        assert words in neutral.get(address("pack-show", agenda, pack.pk)).content.decode()
    response = neutral.post(address("pack-again", agenda, pack.pk))
    newest = PrintPack.objects.latest("pk")
    assert newest.pk != pack.pk
    assert response.headers["Location"] == address("pack-show", agenda, newest.pk)


@pytest.mark.parametrize("name", ["pack-show", "pack-state", "pack-pdf"])
def test_a_stranger_finds_nothing(agenda, pack, stranger, name):
    finish()
    assert stranger.get(address(name, agenda, pack.pk)).status_code == 404


def test_a_pack_of_another_agenda_is_not_found_here(agenda, neutral):
    foreign = PrintPackFactory()
    PrintPack.objects.filter(pk=foreign.pk).update(state="ready", finished_at=timezone.now())
    PackFile.objects.create(pack=foreign, content=b"%PDF")
    assert neutral.get(address("pack-pdf", agenda, foreign.pk)).status_code == 404


def test_a_pack_of_a_release_is_old_when_there_is_a_newer_one(agenda, neutral):
    person = seated(agenda.session.dialogue)
    releases.release(by=person, agenda=agenda)
    pack = PrintPackFactory(agenda=agenda)
    claimed = packs.claim(owner=uuid.uuid4())
    packs.finish(pack=claimed, content=b"%PDF", version=agenda.version)
    AgendaBlockFactory(agenda=agenda, position=9)
    agenda.version += 1
    agenda.save()
    page = address("pack-show", agenda, pack.pk)
    shown = neutral.get(page).content.decode()
    assert "Make the pack again" not in shown
    assert "Ready, from release 1 of the agenda" in shown
    listed = neutral.get(address("agenda-print", agenda)).content.decode()
    assert "release 1 · English · Letter (8.5 × 11 in)" in listed
    file = neutral.get(address("pack-pdf", agenda, pack.pk)).headers["Content-Disposition"]
    assert "-release-1-en-letter.pdf" in file
    releases.release(by=person, agenda=agenda)
    assert "Release 2 was made since." in neutral.get(page).content.decode()
