"""Starting an agenda with an account of what was promised."""

import pytest

from planning import content
from planning.choices import BlockKind
from planning.services import agendas
from planning.services.agendas import place_after_welcome
from tests.factories.commitments import CommitmentFactory
from tests.factories.dialogues import SessionFactory, seated

pytestmark = pytest.mark.django_db
TITLE = "What happened since last time"


def start(session, format_key, *, with_account=True):
    by = seated(session.dialogue)
    return agendas.start(by=by, session=session, format_key=format_key, accounts_for_promises=with_account)


def test_it_stands_after_the_welcome_in_both_languages_and_the_end_stays():
    session = SessionFactory(minutes=120)
    CommitmentFactory(dialogue=session.dialogue, text="Say the reason")
    agenda = start(session, "facilitated_dialogue")
    blocks = list(agenda.blocks.order_by("position"))
    place = [block.title for block in blocks].index(TITLE)
    item, chosen = blocks[place], content.format("facilitated_dialogue")
    assert [block.position for block in blocks] == list(range(1, len(chosen.blocks) + 2))
    assert blocks[place - 1].kind == BlockKind.WELCOME
    assert sum(block.minutes for block in blocks) == chosen.minutes == 120
    assert (item.minutes, item.title_es, item.is_for_participants) == (
        10,
        "Qué pasó desde la última vez",
        True,
    )
    assert "– Say the reason (" in item.instructions
    item.clean_fields(exclude=["form_key", "removed_at"])


@pytest.mark.parametrize(("minutes", "longest"), [(120, 15), (125, 20), (180, 25), (100, 15)])
def test_free_minutes_of_the_session_are_used_first(minutes, longest):
    """Then the longest gives; what is to be kept gives nothing."""
    session = SessionFactory(minutes=minutes)
    CommitmentFactory(dialogue=session.dialogue)
    agenda = start(session, "facilitated_dialogue")
    assert agenda.blocks.get(title="Options and next steps").minutes == longest
    assert agenda.blocks.get(title="Each group speaks").minutes == 35


@pytest.mark.parametrize("with_account", [True, False])
def test_nothing_is_added_when_nothing_is_owed_or_it_is_not_wanted(with_account):
    session = SessionFactory()
    if not with_account:
        CommitmentFactory(dialogue=session.dialogue)
    agenda = start(session, "town_hall", with_account=with_account)
    assert agenda.blocks.count() == len(content.format("town_hall").blocks)


def test_an_empty_agenda_begins_with_it():
    session = SessionFactory()
    CommitmentFactory(dialogue=session.dialogue)
    assert [block.title for block in start(session, "").blocks.all()] == [TITLE]


@pytest.mark.parametrize(
    ("kinds", "place"),
    [
        ([], 0),
        (["welcome", "circle"], 1),
        (["arrival", "welcome", "welcome", "listening", "welcome"], 3),
        (["preparation", "arrival", "small_groups"], 2),
        (["plenary", "welcome"], 0),
        (["arrival"], 1),
    ],
)
def test_the_place_follows_the_first_welcome(kinds, place):
    assert place_after_welcome(kinds) == place


@pytest.mark.parametrize("chosen", content.formats(), ids=lambda chosen: chosen.key)
def test_every_format_has_a_place_for_it_near_its_start(chosen):
    kinds = [block.kind for block in chosen.blocks]
    assert 0 < place_after_welcome(kinds) <= 3
    assert kinds[place_after_welcome(kinds) - 1] == BlockKind.WELCOME
