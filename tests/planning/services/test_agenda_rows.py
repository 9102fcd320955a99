"""What all changes to an agenda share: numbering without a clash, and what came too late is kept."""

from datetime import time

import pytest

from planning.choices import AuditKind
from planning.errors import MinutesOutOfRange
from planning.models import AgendaRevision
from planning.services.agenda_rows import keep_refused, kept_items, number, place_of
from records.models import AuditEvent
from tests.planning.services.agenda_looks import titles
from tests.planning.services.test_agendas import VERBS

pytestmark = pytest.mark.django_db


def test_items_are_numbered_anew_in_any_order(agenda):
    number(kept_items(agenda)[::-1])
    assert titles(agenda) == ["C", "B", "A"]


def test_a_place_is_after_which_item_and_its_number(agenda, items):
    kept = kept_items(agenda)
    assert place_of(items["A"], kept) == {"follows": None, "place": 1}
    assert place_of(items["C"], kept) == {"follows": items["B"].pk, "place": 3}


def test_what_came_too_late_is_kept_whatever_it_is(agenda, items, facilitator):
    keep_refused(facilitator, agenda, items["A"].pk, {"title": "Late", "begins": time(19, 0)})
    kept = AgendaRevision.objects.get()
    assert (kept.is_accepted, kept.content) == (False, {"title": "Late", "begins": "19:00:00"})


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"start", "restore_item"}))
def test_each_line_of_the_record_names_the_session(items, facilitator, verb):
    """Items are called alike in every session of a dialogue."""
    VERBS[verb](facilitator, items["A"])
    assert f"of “{items['A'].agenda.session.title}”" in AuditEvent.objects.get().sentence


@pytest.mark.parametrize("kind", [kind for kind in AuditKind if kind.startswith("agenda_")])
def test_each_sentence_has_a_place_for_the_session(kind):
    assert ("{session}" if kind.startswith("agenda_item_") else "{subject}") in str(kind.label)


def test_a_day_in_minutes_is_written_in_one_way():
    assert "at least 1 and at most 1,440 minutes" in str(MinutesOutOfRange(1, 1440).sentence)
