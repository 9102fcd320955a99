"""The frame around every sheet: stamp, rules, numbers; never a participant."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from dialogues.choices import Affiliation, Answer
from planning.exports.sheets import (
    CROWDED,
    PACKED,
    ROOMY,
    Stamp,
    coming,
    frame_of,
    languages_of,
    rows_for_participants,
    tightness,
    welcome_of,
)
from planning.services import releases
from planning.summaries.releases import Printing
from tests.factories.dialogues import SessionFactory, seated
from tests.factories.participants import InvitationFactory, ParticipantFactory
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, printed, started_agenda

pytestmark = pytest.mark.django_db


def test_the_stamp_speaks_the_language_of_the_sheet() -> None:
    agenda = started_agenda(format_key="town_hall")
    releases.release(by=seated(agenda.session.dialogue), agenda=agenda)
    stamp = Stamp.of(Printing.of(agenda), printed_at=datetime(2026, 11, 28, tzinfo=UTC))
    assert (str(stamp.words), stamp.edition) == ("Release 1", "release-1")
    with translation.override("es"):
        assert str(stamp.words) == "Edición 1"


def test_numbers_of_those_who_come_and_no_name() -> None:
    session = SessionFactory(languages=["en", "ase"])
    for _ in range(3):
        person = ParticipantFactory(dialogue=session.dialogue, affiliation=Affiliation.COMMUNITY)
        InvitationFactory(session=session, participant=person, answer=Answer.YES, answered_at=timezone.now())
    assert coming(session) == [("Resident or community", 3)]
    assert languages_of(session) == ["English", "American Sign Language"]


def test_rules_and_welcome_follow_the_language() -> None:
    agenda = started_agenda(format_key="post_incident_forum")
    brief = printed(agenda)
    assert frame_of(brief, "es")["ground_rules"] != frame_of(brief, "en")["ground_rules"]
    assert welcome_of(brief, "es") != welcome_of(brief, "en")


def test_participants_see_what_is_theirs() -> None:
    agenda = AgendaFactory()
    AgendaBlockFactory(agenda=agenda, title="Crew meets", is_for_participants=False)
    AgendaBlockFactory(agenda=agenda, title="Welcome")
    assert [row.title for row in rows_for_participants(printed(agenda), "en")] == ["Welcome"]


@pytest.mark.parametrize(
    ("lines", "is_large", "expected"),
    [(ROOMY, False, (False, False, False)), (ROOMY + 1, False, (True, False, False)),
     (CROWDED + 1, False, (True, True, False)), (PACKED + 1, False, (True, True, True)),
     (PACKED + 1, True, (False, False, False))],
)  # fmt: skip
def test_lines_close_up_only_where_they_must(lines, is_large, expected) -> None:
    told = tightness(printed(AgendaFactory(), is_large=is_large), lines)
    assert (told["is_tight"], told["is_crowded"], told["is_packed"]) == expected
