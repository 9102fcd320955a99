import html
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues.choices import Phase
from tests.dialogues.views.conftest import questions
from tests.factories.commitments import FollowUpFactory
from tests.factories.dialogues import DialogueFactory, HeldSessionFactory, SessionFactory
from tests.factories.participants import InvitationFactory

pytestmark = pytest.mark.django_db


def words_of(page):
    return " ".join(html.unescape(page.content.decode()).split())


@pytest.fixture
def dialogue():
    return DialogueFactory(phase=Phase.SUSTAINED)


@pytest.fixture
def page(dialogue):
    return reverse("dialogues:year-show", args=[dialogue.pk])


def test_an_empty_year_says_what_to_do(dialogue, liaison, page):
    words = words_of(liaison.get(page))
    assert "No session has a date." in words
    assert reverse("dialogues:session-schedule", args=[dialogue.pk]) in words
    assert "Nobody is on the list, was invited or came yet." in words
    assert "No charter yet." in words
    assert "0 open, 0 of them behind · 0 kept" in words


def test_those_who_may_not_schedule_see_no_button(dialogue, neutral, page):
    words = words_of(neutral.get(page))
    assert "No session has a date." in words
    assert reverse("dialogues:session-schedule", args=[dialogue.pk]) not in words


def test_it_names_sessions_and_counts_and_no_person(dialogue, liaison, page):
    session = HeldSessionFactory(dialogue=dialogue, title="Spring roundtable (demo)")
    SessionFactory(dialogue=dialogue, title="Next roundtable (demo)")
    InvitationFactory(session=session, participant__name="Adalberta Demo", participant__category="youth")
    report = FollowUpFactory(commitment__dialogue=dialogue)
    words = words_of(liaison.get(page + f"?year={session.starts_at.year}"))
    for part in ("Spring roundtable (demo)", "Next roundtable (demo)", report.commitment.text, "a few"):
        assert part in words
    assert "Adalberta" not in words


@pytest.mark.parametrize("year", ["2025", "1990", "2098"])
def test_other_years_are_a_link_away(liaison, page, year):
    assert f"The year {year}" in words_of(liaison.get(f"{page}?year={year}"))


@pytest.mark.parametrize("year", ["", "nonsense", "0", "99999", "-3", "2025&year=x"])
def test_a_year_that_makes_no_sense_is_this_year(liaison, page, year):
    assert f"The year {timezone.localdate().year}" in words_of(liaison.get(f"{page}?year={year}"))


def test_nothing_is_said_of_a_facilitator_pool_that_is_not_there(liaison, page):
    assert "facilitator pool" not in words_of(liaison.get(page))


def test_the_calendar_on_paper(dialogue, liaison):
    paper = liaison.get(reverse("dialogues:year-pdf", args=[dialogue.pk]) + "?year=2025")
    assert paper.content.startswith(b"%PDF")
    assert paper["Content-Disposition"] == 'inline; filename="calendar-2025.pdf"'


def test_the_page_costs_the_same_however_full_the_year_is(dialogue, liaison, page):
    HeldSessionFactory(dialogue=dialogue, starts_at=timezone.now() - timedelta(days=3))
    few = questions(liaison, page)
    for days in (5, 9, 12):
        session = HeldSessionFactory(dialogue=dialogue, starts_at=timezone.now() - timedelta(days=days))
        InvitationFactory(session=session)
        FollowUpFactory(commitment__dialogue=dialogue)
    assert questions(liaison, page) == few
