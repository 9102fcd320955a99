"""Choosing a copy and getting it."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from planning import access
from planning.choices import FOR_PARTICIPANTS
from planning.exports import agendas as exports
from planning.models import AgendaBlock, PrintPack
from planning.services import packs, releases
from tests.factories.dialogues import seated
from tests.factories.planning import AgendaBlockFactory

pytestmark = pytest.mark.django_db
ASKED = {"version": "participant", "paper": "a4", "language": "es"}


def address(name, agenda):
    return reverse(f"planning:{name}", args=[agenda.session.dialogue_id, agenda.session_id])


def test_the_choice_begins_with_the_agencys_paper(agenda, neutral):
    form = neutral.get(address("agenda-print", agenda)).context["form"]
    assert form["paper"].value() == agenda.session.dialogue.agency.paper_size


def test_the_document_opens_in_the_browser_under_a_plain_name(agenda, neutral):
    response = neutral.get(address("agenda-pdf", agenda), ASKED)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    day = agenda.session.local_start.date().isoformat()
    name = f"agenda-participant-{day}-draft-v1-es-a4.pdf"
    assert response.headers["Content-Disposition"] == f'inline; filename="{name}"'
    assert response.content.startswith(b"%PDF-1.7")


@pytest.mark.parametrize("wrong", [{}, ASKED | {"paper": "napkin"}, ASKED | {"language": "xx"}])
def test_an_address_that_was_tampered_with_leads_to_the_choice(agenda, neutral, wrong):
    response = neutral.get(address("agenda-pdf", agenda), wrong)
    assert response.headers["Location"] == address("agenda-print", agenda)


def test_nobody_waits_for_a_long_agenda_in_the_request(agenda, neutral):
    AgendaBlock.objects.bulk_create(
        AgendaBlock(agenda=agenda, position=place, title="x", minutes=1) for place in range(10, 71)
    )
    response = neutral.get(address("agenda-pdf", agenda), ASKED, follow=True)
    assert response.redirect_chain[-1][0] == address("agenda-print", agenda)
    assert "This agenda is long, so it is made as a print pack." in response.content.decode()


def test_the_agenda_for_a_word_processor_and_a_spreadsheet(agenda, neutral):
    word = neutral.get(address("agenda-docx", agenda))
    table = neutral.get(address("agenda-csv", agenda))
    assert word.headers["Content-Disposition"] == 'attachment; filename="agenda-draft-v1.docx"'
    assert word.content.startswith(b"PK")
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert table.content.decode("utf-8-sig").count("\r\n") == 4


def test_every_way_out_is_linked(agenda, neutral):
    page = neutral.get(address("agenda-print", agenda)).content.decode()
    for name in ("agenda-docx", "agenda-csv", "agenda-pdf"):
        assert address(name, agenda) in page
    assert "calendar.ics" in page


def changed_since_release(agenda) -> None:
    releases.release(by=seated(agenda.session.dialogue), agenda=agenda)
    AgendaBlockFactory(agenda=agenda, title="D", position=4)
    agenda.version += 1
    agenda.save()


def test_a_working_draft_is_offered_beside_the_release(agenda, neutral):
    assert "Working draft" not in neutral.get(address("agenda-print", agenda)).content.decode()
    changed_since_release(agenda)
    page = neutral.get(address("agenda-print", agenda))
    assert "Working draft (changes since release 1)" in page.content.decode()
    assert "agenda" in dict(page.context["form"].fields["parts"].choices)
    draft = neutral.get(address("agenda-print", agenda), {"edition": "draft"})
    assert not FOR_PARTICIPANTS & set(dict(draft.context["form"].fields["parts"].choices))
    assert "version=participant" not in draft.content.decode()


def test_the_draft_that_was_asked_for_is_kept_as_one(agenda, neutral):
    changed_since_release(agenda)
    asked = {"parts": ["tally"], "language": "en", "paper": "letter", "room": "circle", "tables": "6"}
    where = address("agenda-print", agenda) + "?edition=draft"
    refused = neutral.post(where, asked | {"parts": ["agenda"]}).content.decode()
    assert "for the facilitator and the crew only" in refused
    neutral.post(where, asked)
    assert packs.is_draft(pack=PrintPack.objects.get())


@pytest.mark.parametrize(("name", "kind"), [("agenda-docx", "docx"), ("agenda-csv", "csv")])
def test_single_copies_of_the_draft_say_so_in_their_names(agenda, neutral, name, kind):
    changed_since_release(agenda)
    named = [
        neutral.get(address(name, agenda), asked).headers["Content-Disposition"]
        for asked in ({}, {"edition": "draft"})
    ]
    assert named == [
        f'attachment; filename="agenda-{edition}.{kind}"' for edition in ("release-1", "draft-v2")
    ]


def test_participants_copies_are_of_the_release_whatever_the_address_says(agenda, neutral, monkeypatch):
    changed_since_release(agenda)
    monkeypatch.setattr(exports, "agenda_pdf", lambda *_given, **_told: b"%PDF")
    day = agenda.session.local_start.date().isoformat()
    for version, edition in (("participant", "release-1-es"), ("facilitator", "draft-v2-en")):
        asked = ASKED | {"version": version, "edition": "draft"}
        told = neutral.get(address("agenda-pdf", agenda), asked).headers["Content-Disposition"]
        assert told == f'inline; filename="agenda-{version}-{day}-{edition}-a4.pdf"'


def test_without_items_the_page_and_the_form_say_what_to_do_first(agenda, neutral):
    agenda.blocks.update(removed_at=timezone.now())
    asked = {"parts": ["agenda"], "language": "en", "paper": "letter", "room": "circle", "tables": "6"}
    pages = [
        neutral.get(address("agenda-print", agenda)),
        neutral.post(address("agenda-print", agenda), asked),
    ]
    for page in pages:
        assert page.content.decode().count("Add at least one item first.") == 1
        assert "Make the print pack" not in page.content.decode()
    assert not PrintPack.objects.exists()


def test_after_thirty_copies_in_ten_minutes_the_pack_is_the_way(agenda, neutral, monkeypatch):
    monkeypatch.setattr(exports, "agenda_pdf", lambda *_given, **_told: b"%PDF")
    answers = [neutral.get(address("agenda-pdf", agenda), ASKED).status_code for _ in range(31)]
    assert answers == [200] * 30 + [302]
    page = neutral.get(address("agenda-print", agenda)).content.decode()
    assert "thirty copies within ten minutes" in page


def test_a_fourth_copy_at_once_waits(agenda, neutral, monkeypatch):
    """Three are being made elsewhere: another connection holds their places."""
    monkeypatch.setattr(exports, "agenda_pdf", lambda *_given, **_told: b"%PDF")
    person = int(neutral.session["_auth_user_id"])
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            for place in range(access.COPIES_AT_ONCE):
                cursor.execute(
                    "SELECT pg_advisory_xact_lock(%s, %s)",
                    [access._COPIES, person * access.COPIES_AT_ONCE + place],
                )
        response = neutral.get(address("agenda-pdf", agenda), ASKED, follow=True)
        assert "are being made right now" in response.content.decode()
        other.rollback()
    finally:
        other.close()
    assert neutral.get(address("agenda-pdf", agenda), ASKED).status_code == 200
