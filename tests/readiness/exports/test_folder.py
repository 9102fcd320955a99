"""What stands on paper, and what never does."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from readiness.choices import FolderPart
from readiness.exports.folder import FolderOptions, folder_html, folder_pdf
from tests.factories.accounts import UserFactory
from tests.factories.readiness import (
    TODAY,
    CallFactory,
    CallTreeTestFactory,
    CategoryGapFactory,
    ContactFactory,
    ExerciseFactory,
    NeutralFactory,
    OrganizationFactory,
    PoolFacilitatorFactory,
    StatementFactory,
    TrainingFactory,
    member,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(agency):
    CallFactory(agency=agency, name="Demo Second", position=2)
    CallFactory(agency=agency, name="Demo First", position=1, phone="555-0101", backup="Demo Deputy")
    CallTreeTestFactory(agency=agency)
    NeutralFactory(agency=agency, name="Demo Talks", notes="Ask for the director")
    NeutralFactory(agency=agency, name="Demo Zebra Center", agreed_on=TODAY)
    StatementFactory(agency=agency, name="Demo draft")
    StatementFactory(agency=agency, name="Demo ready", approver="Chief’s office", approved_on=TODAY)
    club = OrganizationFactory(
        agency=agency, name="Demo Club", phone="555-0102", safety_needs="No uniforms", is_messenger=True
    )
    ContactFactory(organization=club, note="They asked for rides")
    CategoryGapFactory(agency=agency, explanation="No tribal land here.")
    late = PoolFacilitatorFactory(agency=agency, name="Demo Keeper", organization="Demo College")
    TrainingFactory(facilitator=late, trained_on=TODAY - timedelta(days=700))
    ExerciseFactory(agency=agency, scenario="Demo rumor", gaps="Nobody calls the schools")
    for factory in (
        CallFactory,
        NeutralFactory,
        StatementFactory,
        OrganizationFactory,
        PoolFacilitatorFactory,
    ):
        factory(agency=agency, name="Demo Gone", was_removed=True)
        factory(name="Demo Elsewhere")
    return agency


def html(agency, *parts):
    options = FolderOptions(parts=parts or FolderPart.values)
    return folder_html(agency, options=options, today=TODAY, printed_at=timezone.now())


def test_the_call_tree_is_the_first_page(filled):
    page = html(filled)
    places = [
        page.index(name) for name in ("Demo First", "Demo Second", "Demo Zebra", "Demo Talks", "Demo ready")
    ]
    places += [
        page.index(name) for name in ("Demo draft", "Demo Club", "No tribal land here.", "Demo Keeper")
    ]
    assert places == sorted(places)
    assert "not approved yet" in page
    assert "training due" in page
    assert "3 of 3 reached" in page


def test_what_stays_in_the_program(filled):
    page = html(filled)
    for word in (
        "No uniforms",
        "They asked for rides",
        "Ask for the director",
        "Demo Gone",
        "Demo Elsewhere",
    ):
        assert word not in page


@pytest.mark.parametrize("part", FolderPart)
def test_only_what_was_chosen(filled, part):
    names = {
        FolderPart.CALLS: "Demo First",
        FolderPart.NEUTRALS: "Demo Talks",
        FolderPart.STATEMENTS: "Demo draft",
        FolderPart.MAP: "Demo Club",
        FolderPart.FACILITATORS: "Demo Keeper",
        FolderPart.EXERCISES: "Demo rumor",
    }
    page = html(filled, part)
    assert {other for other, name in names.items() if name in page} == {part}


def test_categories_without_anybody_are_named_in_one_line(filled):
    page = html(filled, FolderPart.MAP)
    assert "<strong>Nobody yet:</strong> Residents of the affected area; " in page
    missing = page.partition("<strong>Nobody yet:</strong>")[2].partition("</p>")[0]
    assert "Youth" not in missing
    assert "Tribal" not in missing
    assert "Media, as observers" in missing


def test_the_map_says_who_holds_each_relationship_and_since_when_nobody_spoke(agency):
    with_us, gone = member(agency), UserFactory(full_name="Demo Former")
    held = OrganizationFactory(agency=agency, holder=with_us)
    ContactFactory(organization=held, spoke_on=TODAY - timedelta(days=3))
    OrganizationFactory(agency=agency, holder=gone)
    OrganizationFactory(agency=agency, holder_office="Demo Front Desk")
    OrganizationFactory(agency=agency)
    page = html(agency, FolderPart.MAP)
    for words in (
        with_us.full_name,
        "Sun 22 Nov 2026",
        "Demo Former",
        "Has left the agency",
        "Demo Front Desk",
    ):
        assert words in page
    assert page.count("Has left the agency") == 1
    assert page.count("no talk noted") == 3
    assert page.count("<strong>Nobody yet</strong>") == 1


def test_exercises_say_what_was_played_what_showed_and_when_the_next_one_is(agency):
    ExerciseFactory(agency=agency, held_on=TODAY - timedelta(days=400), scenario="Demo storm")
    ExerciseFactory(
        agency=agency, scenario="Demo rumor", gaps="Demo gap", changes="Demo change",
        counts={"youth": 2}, next_on=TODAY + timedelta(days=10),
    )  # fmt: skip
    page = html(agency, FolderPart.EXERCISES)
    assert page.index("Sat 5 Dec 2026</time></strong>") < page.index("Demo rumor") < page.index("Demo storm")
    for words in ("Demo gap", "Demo change", "2 people: Youth 2"):
        assert words in page


def test_an_exercise_that_is_due_is_called_due(agency):
    assert "Never rehearsed" in html(agency, FolderPart.EXERCISES)
    ExerciseFactory(agency=agency, held_on=TODAY - timedelta(days=400))
    assert "The next exercise is due." in html(agency, FolderPart.EXERCISES)


def test_empty_registers_say_so(agency):
    page = html(agency)
    for sentence in (
        "Nobody stands in the call tree yet.",
        "No neutral is lined up yet.",
        "No statement is ready yet.",
    ):
        assert sentence in page
    assert "Nobody is in the pool yet." in page


def test_typed_words_are_words(agency):
    CallFactory(agency=agency, name="<b>Demo</b>")
    assert "&lt;b&gt;Demo" in html(agency)


@pytest.mark.parametrize(
    ("paper", "is_large", "width"), [("letter", False, 612), ("letter", True, 612), ("a4", False, 595)]
)
def test_it_is_a_tagged_pdf_that_begins_with_the_call_tree(filled, paper, is_large, width):
    options = FolderOptions(paper=paper, is_large=is_large)
    with translation.override("en"):
        document = folder_pdf(filled, options=options, today=TODAY, printed_at=timezone.now())
    reader = PdfReader(io.BytesIO(document))
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert (reader.root_object["/Lang"], int(reader.pages[0].mediabox.width)) == ("en", width)
    first = " ".join(reader.pages[0].extract_text().split())
    assert "Demo First" in first
    assert "555-0101" in first
    assert "Demo Talks" not in first


def test_in_large_print_the_map_is_a_list_with_all_that_the_table_says(filled):
    held = OrganizationFactory(agency=filled, name="Demo Held", holder=member(filled), reached_by="Letter")
    ContactFactory(organization=held)
    options = FolderOptions(parts=[FolderPart.MAP], is_large=True)
    page = folder_html(filled, options=options, today=TODAY, printed_at=timezone.now())
    assert '<table class="map">' not in page
    for words in ("555-0102", "trusted messenger", "No tribal land here.", held.holder.full_name, "Letter"):
        assert words in page
    assert "Wed 25 Nov 2026" in page
