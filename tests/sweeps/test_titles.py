"""What stands on a tab of the browser says of which page it is: a list of tabs is how people come back."""

from collections import defaultdict

import pytest

from tests.sweeps import walk
from tests.sweeps.world import World

pytestmark = pytest.mark.django_db
PEOPLE = ("liaison", "administrator", "reviewer", "nobody")
# What a button may say and a title may not, because it says nothing of what.
BARE_VERBS = {
    "add", "answer", "approve", "assign", "cancel", "change", "close", "confirm", "delete", "download", "edit",
    "explain", "find", "import", "invite", "make", "move", "name", "open", "pause", "print", "publish", "record",
    "remove", "replace", "report", "review", "save", "send", "show", "sign", "start", "stop", "test", "withdraw",
    "write",
}  # fmt: skip


def titles(world: World, who: str) -> dict[str, dict[str, set[str]]]:
    """Every title that a person may meet, by the first heading under it, with the names of the addresses."""
    found = defaultdict(lambda: defaultdict(set))
    for name, answer in walk.read(world, who).items():
        if answer.status == 200 and answer.title and answer.heading:
            found[answer.title][answer.heading].add(name)
    return found


@pytest.mark.long("walk")
@pytest.mark.timeout(120)
@pytest.mark.parametrize("who", PEOPLE)
def test_no_two_pages_share_a_title_and_none_is_a_bare_verb(world: World, who: str) -> None:
    """Addresses that answer with the same page, such as a step and each of its forms, have the same heading as well."""
    found = titles(world, who)
    shared = {title: dict(pages) for title, pages in found.items() if len(pages) > 1}
    bare = {title for title in found if title.removesuffix(" · Convene").strip().lower() in BARE_VERBS}
    assert len(found) > 5
    assert shared == {}
    assert bare == set()


@pytest.mark.long("walk")
@pytest.mark.parametrize("who", PEOPLE)
def test_every_sentence_is_filled_in(world: World, who: str) -> None:
    assert [name for name, answer in walk.read(world, who).items() if answer.has_gaps] == []
