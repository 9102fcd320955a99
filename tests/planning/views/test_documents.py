"""Choosing a copy and getting it."""

import pytest
from django.urls import reverse

from planning.models import AgendaBlock

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
    assert response.headers["Content-Disposition"] == 'inline; filename="agenda-participant-draft-v1.pdf"'
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
