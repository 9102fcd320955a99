"""The reviewer's pages as a browser meets them."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency, User
from dialogues.models import Attendance, Commitment, Dialogue, Note
from records.models import AuditEvent
from tests.dialogues.views.conftest import questions, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DesignTeamMemberFactory, DialogueFactory, HeldSessionFactory, seated
from tests.factories.participants import InvitationFactory

pytestmark = pytest.mark.django_db

SEARCH, EXPORT = "/history/", "/history/export/"
CANARY = "Canary"


def page_of(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


def timeline_of(dialogue: Dialogue) -> str:
    return reverse("history:timeline", args=[dialogue.pk])


def plant_canaries(dialogue: Dialogue) -> None:
    """A name, address or secret word in every place that a reviewer must not read."""
    member = DesignTeamMemberFactory(
        dialogue=dialogue, name=f"{CANARY} Designer", organization=f"{CANARY} Org"
    )
    session = HeldSessionFactory(dialogue=dialogue)
    invitation = InvitationFactory(
        session=session,
        participant__name=f"{CANARY} Guest",
        participant__email="canary@demo.example",
        participant__phone="Canary-555",
        participant__access_needs=f"{CANARY} needs",
        participant__organization=f"{CANARY} House",
    )
    Attendance.objects.create(
        session=session, participant=invitation.participant, way="named", label=f"{CANARY} Guest",
        affiliation="community", recorded_at=timezone.now(),
    )  # fmt: skip
    for space in ("joint", "agency", "community", "neutral"):
        Note.objects.create(
            dialogue=dialogue, session=session, space=space, text=f"{CANARY} {space}",
            written_at=timezone.now(), written_by=member.user,
        )  # fmt: skip
    today = timezone.localdate()
    Commitment.objects.create(
        dialogue=dialogue, text="A bench at the bus stop", owner=f"{CANARY} Keeper", partner=f"{CANARY} Partner",
        measure="It stands", made_on=today, first_due_on=today, due_on=today,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["stranger", "liaison"])
def test_others_find_nothing_here(who: str, dialogue: Dialogue) -> None:
    browser = signed_in(seated(dialogue) if who == "liaison" else UserFactory())
    for address in (SEARCH, EXPORT, timeline_of(dialogue)):
        assert browser.get(address).status_code == 404
    assert not AuditEvent.objects.filter(kind__startswith="history").exists()


def test_dialogue_of_an_unwatched_agency_does_not_exist(browser_of_reviewer: Client) -> None:
    unwatched = DialogueFactory(title="Demo unwatched")
    assert browser_of_reviewer.get(timeline_of(unwatched)).status_code == 404
    assert "Demo unwatched" not in page_of(browser_of_reviewer, SEARCH)
    assert b"Demo unwatched" not in browser_of_reviewer.get(EXPORT).getvalue()


def test_search_says_whose_review_this_is(
    browser_of_reviewer: Client, reviewer: User, dialogue: Dialogue
) -> None:
    page = page_of(browser_of_reviewer, SEARCH)
    organization = reviewer.review_memberships.get().organization
    assert organization.name in page
    assert organization.scope in page
    assert "One dialogue" in page


def test_hostile_purpose_is_text_in_the_excerpt(browser_of_reviewer: Client, agency: Agency) -> None:
    DialogueFactory(agency=agency, title="<i>Demo</i>", purpose="⟦<script>alert(1)</script>⟧ trust & care")
    page = page_of(browser_of_reviewer, f"{SEARCH}?q=trust")
    assert "<mark>trust</mark>" in page
    assert "<script>alert" not in page
    assert "<i>Demo</i>" not in page


def test_wrong_filter_is_told_beside_its_field(browser_of_reviewer: Client, dialogue: Dialogue) -> None:
    response = browser_of_reviewer.get(f"{SEARCH}?opened_from=soon&q=north&state=MN")
    page = response.content.decode()
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["opened_from"]
    assert 'value="soon"' in page
    assert 'href="#id_opened_from"' in page
    assert dialogue.title in page


def test_next_page_keeps_what_was_asked(browser_of_reviewer: Client, agency: Agency) -> None:
    DialogueFactory.create_batch(26, agency=agency)
    page = page_of(browser_of_reviewer, f"{SEARCH}?q=neighbors&state=MN")
    last = Dialogue.objects.order_by("-pk")[24].pk
    assert "Older dialogues" in page
    assert f'href="?q=neighbors&amp;state=MN&amp;before={last}"' in page
    second = browser_of_reviewer.get(f"{SEARCH}?q=neighbors&state=MN&before={last}")
    assert len(second.context["page"].dialogues) == 1
    assert "Older dialogues" not in second.content.decode()


@pytest.mark.parametrize("place", ["x", "-1", "0", "9" * 30, "1.5"])
def test_place_that_makes_no_sense_is_ignored(
    browser_of_reviewer: Client, dialogue: Dialogue, place: str
) -> None:
    assert dialogue.title in page_of(browser_of_reviewer, f"{SEARCH}?before={place}")
    assert dialogue.title in page_of(browser_of_reviewer, f"{timeline_of(dialogue)}?after={place}")


def test_nothing_found_says_what_to_try(browser_of_reviewer: Client, dialogue: Dialogue) -> None:
    page = page_of(browser_of_reviewer, f"{SEARCH}?q=zeppelin")
    assert "Nothing matches" in page
    assert EXPORT not in page
    Dialogue.objects.all().delete()
    assert "No agency that you watch has opened a dialogue yet" in page_of(browser_of_reviewer, SEARCH)


def test_timeline_names_nobody(browser_of_reviewer: Client, dialogue: Dialogue) -> None:
    liaison = seated(dialogue)
    signed_in(liaison).post(
        reverse("dialogues:design-team-add", args=[dialogue.pk]),
        {"name": f"{CANARY} Added", "affiliation": "community", "seat": "designer", "how": "without"},
    )
    plant_canaries(dialogue)
    page = page_of(browser_of_reviewer, timeline_of(dialogue))
    assert CANARY.lower() not in page.lower()
    assert liaison.full_name not in page
    assert "One person came" in page
    assert "A bench at the bus stop" in page


@pytest.mark.parametrize("query", ["", "?after=0", "?after=1"])
def test_every_reading_is_recorded(
    browser_of_reviewer: Client, reviewer: User, dialogue: Dialogue, query: str
) -> None:
    page_of(browser_of_reviewer, timeline_of(dialogue) + query)
    event = AuditEvent.objects.get(kind="history_read")
    assert (event.actor_id, event.dialogue_id) == (reviewer.pk, dialogue.pk)


@pytest.mark.parametrize("address", [SEARCH, EXPORT])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(browser_of_reviewer: Client, address: str, method: str) -> None:
    assert getattr(browser_of_reviewer, method)(address).status_code == 405


# --- the table -----------------------------------------------------------------------------------------


def rows(browser: Client, query: str = "") -> list[dict[str, str]]:
    text = browser.get(EXPORT + query).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_export_leaves_as_a_file(browser_of_reviewer: Client, dialogue: Dialogue) -> None:
    response = browser_of_reviewer.get(EXPORT)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="dialogues.csv"'
    assert "no-store" in response.headers["Cache-Control"]
    assert dialogue.title.encode() in response.getvalue()


def test_export_holds_what_the_filters_left(browser_of_reviewer: Client, agency: Agency) -> None:
    DialogueFactory(agency=agency, title="Demo garden")
    DialogueFactory(agency=agency, title="Demo bridge")
    assert [row["dialogue"] for row in rows(browser_of_reviewer, "?q=garden")] == ["Demo garden"]
    assert AuditEvent.objects.get(kind="history_exported").details == {"count": 1}


def test_export_with_a_wrong_filter_goes_back_to_be_mended(
    browser_of_reviewer: Client, dialogue: Dialogue
) -> None:
    response = browser_of_reviewer.get(f"{EXPORT}?phase=never&q=north")
    assert response.status_code == 302
    assert response.url == f"{SEARCH}?phase=never&q=north"
    assert not AuditEvent.objects.filter(kind="history_exported").exists()


def test_export_holds_no_people(browser_of_reviewer: Client, dialogue: Dialogue) -> None:
    plant_canaries(dialogue)
    assert b"canary" not in browser_of_reviewer.get(EXPORT).getvalue().lower()


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_export_guards_against_formulas(browser_of_reviewer: Client, agency: Agency, title: str) -> None:
    DialogueFactory(agency=agency, title=title, purpose=title)
    row = rows(browser_of_reviewer)[0]
    assert row["dialogue"] == row["purpose"] == f"'{title}"


# --- what it costs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_search_page_asks_the_same_for_one_and_three(
    browser_of_reviewer: Client, agency: Agency, number: int
) -> None:
    DialogueFactory.create_batch(number, agency=agency)
    assert questions(browser_of_reviewer, f"{SEARCH}?q=neighbors") == 9


@pytest.mark.parametrize("number", [1, 3])
def test_timeline_page_asks_the_same_for_one_and_three(
    browser_of_reviewer: Client, dialogue: Dialogue, number: int
) -> None:
    HeldSessionFactory.create_batch(number, dialogue=dialogue)
    assert questions(browser_of_reviewer, timeline_of(dialogue)) == 12


@pytest.mark.parametrize("number", [1, 3])
def test_export_asks_the_same_for_one_and_three(
    browser_of_reviewer: Client, agency: Agency, number: int
) -> None:
    DialogueFactory.create_batch(number, agency=agency)
    browser_of_reviewer.get(EXPORT).getvalue()
    with CaptureQueriesContext(connection) as asked:
        assert browser_of_reviewer.get(EXPORT).getvalue().count(b"\r\n") == number + 1
    assert sum("dialogues_dialogue" in query["sql"] for query in asked) == 2
