"""What changed since a release, in words; the copy that is printed."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from planning.models import AgendaRelease
from planning.summaries.releases import (
    FIELDS,
    Difference,
    agenda_of,
    blocks_of,
    content_of,
    label_of,
    moved,
    printable,
    stamp_of,
    state_of,
)
from tests.factories.planning import AgendaBlockFactory, AgendaFactory

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/Chicago")  # of every session that a factory makes


def blocks(agenda):
    return list(agenda.blocks.kept().order_by("position"))


def released(agenda, number=1):
    content = content_of(agenda, blocks(agenda))
    made = {"made_at": timezone.now() + timedelta(minutes=number), "made_by": agenda.changed_by}
    made = AgendaRelease.objects.create(
        agenda=agenda, number=number, agenda_version=agenda.version, content=content, **made
    )
    return AgendaRelease.objects.get(pk=made.pk)


@pytest.fixture
def agenda():
    agenda = AgendaFactory(ground_rules="Listen.", welcome="Come in")
    for position, title in enumerate("ABC", start=1):
        AgendaBlockFactory(agenda=agenda, title=title, position=position, script=f"Say {title}")
    return agenda


def test_every_change_is_a_sentence(agenda):
    before = released(agenda).content
    a, b, c = blocks(agenda)
    new = AgendaBlockFactory(agenda=agenda, title="New", minutes=5)
    b.minutes, c.title, c.script = 30, "C!", "Other words"
    agenda.ground_rules = "Speak."
    now = content_of(agenda, [c, b, new])
    assert Difference.between(before, now, ZONE).sentences == (
        "Added: “New”.",
        "Removed: “A”.",
        "Moved: “B” is now item 2.",
        "“C” is now called “C!”.",
        "“C!” has new words: what to say.",
        "“B” takes 30 minutes instead of 15.",
        "The whole takes 50 minutes instead of 45.",
        "The ground rules changed.",
    )
    assert not Difference.between(before, before, ZONE)
    assert a.title == "A"


def test_tracks_side_by_side_count_once(agenda):
    before = released(agenda).content
    a, b, c = blocks(agenda)
    b.track, c.track = 1, 2
    assert (
        "The whole takes 30 minutes instead of 45."
        in Difference.between(before, content_of(agenda, [a, b, c]), ZONE).sentences
    )


def test_the_total_is_the_one_that_the_agenda_tells(agenda):
    """A fixed time that is waited for takes up what an item before it gives away or gets."""
    a, b, c = blocks(agenda)
    c.fixed_at = (agenda.session.starts_at + timedelta(minutes=60)).astimezone(ZONE).time()
    before = content_of(agenda, [a, b, c])
    b.minutes = 20
    now = content_of(agenda, [a, b, c])
    assert Difference.between(before, now, ZONE).sentences == ("“B” takes 20 minutes instead of 15.",)
    for content in (before, now):
        del content["starts_at"]
    assert "The whole takes 50 minutes instead of 45." in Difference.between(before, now, ZONE).sentences


def test_the_copy_has_all_parts_of_the_items_and_their_keys_without_their_rows(agenda):
    release = released(agenda)
    keys = list(agenda.blocks.order_by("position").values_list("pk", flat=True))
    agenda.blocks.all().delete()
    agenda.welcome = "Other"
    copies = blocks_of(release)
    assert [(block.pk, block.title, block.script) for block in copies] == [
        (key, title, f"Say {title}") for key, title in zip(keys, "ABC", strict=True)
    ]
    assert agenda_of(release, agenda).welcome == "Come in"
    assert agenda.welcome == "Other"


def test_a_release_from_before_a_part_came_into_the_program_is_read_with_its_default(agenda):
    release = released(agenda)
    for item in release.content["items"]:
        del item["kind"], item["is_for_participants"]
        item["gone"] = "from the program"
    assert {(block.kind, block.is_for_participants) for block in blocks_of(release)} == {("plenary", True)}


def test_the_last_release_is_printed_and_the_foot_says_which(agenda):
    assert (printable(agenda), stamp_of(agenda, None)) == (None, "DRAFT, version 1")
    released(agenda), released(agenda, number=2)
    assert stamp_of(agenda, printable(agenda)) == "Release 2"


def test_the_page_says_where_the_agenda_stands(agenda):
    assert str(state_of(agenda, blocks(agenda)).sentence).startswith("Not released yet")
    released(agenda)
    assert str(state_of(agenda, blocks(agenda)).sentence) == "Release 1 is what stands here."
    agenda.version, rows = 2, blocks(agenda)
    rows[0].minutes = 99
    assert "There are 2 changes since release 1." in str(state_of(agenda, rows).sentence)


def test_every_part_has_a_name_on_the_page():
    assert all(label_of(name) for name in FIELDS)


@given(st.permutations(range(8)))
def test_what_moved_is_enough_to_tell_the_new_order(new):
    """Taking the moved ones out and setting each at its place makes the new order from the old one."""
    old = list(range(8))
    told = moved(old, new)
    order = [key for key in old if key not in dict(told)]
    for key, place in sorted(told, key=lambda pair: pair[1]):
        order.insert(place - 1, key)
    assert order == list(new)
    assert len(told) < 8


def test_a_moved_session_is_a_change_and_stands_on_paper(agenda):
    """Or two print-outs of one release would have other clock times and the same number."""
    release = released(agenda)
    agenda.session.starts_at += timedelta(hours=1)
    kept = list(agenda.blocks.kept().order_by("position"))
    assert state_of(agenda, kept).changes == 1
    assert Difference.between(release.content, content_of(agenda, kept), ZONE).sentences == (
        "The session was moved: every clock time is another.",
    )
    assert stamp_of(agenda, release) == "Release 1, session moved since"
