"""The method library at its pages, and the way from it into an agenda, without a script."""

import re
import uuid

import pytest
from django.urls import reverse

from planning import content
from planning.models import AgendaBlock
from planning.services import items

pytestmark = pytest.mark.django_db
LIST = reverse("planning:method-list")


def add_address(agenda, **asked):
    base = reverse("planning:method-add", args=[agenda.session.dialogue_id, agenda.session_id])
    return base + ("?" + "&".join(f"{name}={value}" for name, value in asked.items()) if asked else "")


def found(page):
    return [card.method.key for card in page.context["library"].cards]


def sent(**values):
    return {"minutes": 25, "after": "", "form_key": str(uuid.uuid4())} | values


def order(agenda):
    return list(agenda.blocks.kept().order_by("position").values_list("title", flat=True))


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({"q": "pecera"}, ["fishbowl"]),
        ({"q": "vote"}, ["dot_vote"]),
        ({"kind": "survey"}, ["quiet_survey"]),
        ({"kind": "circle", "minutes": 12}, ["go_round"]),
        ({"size": 1000}, ["moment_of_silence"]),
        ({"q": "zebra"}, []),
    ],
)
def test_methods_are_found(stranger, asked, keys):
    page = stranger.get(LIST, asked)
    assert [key for key in found(page) if key in keys] == keys
    assert len(found(page)) < len(content.methods())


def test_what_makes_no_sense_is_ignored(stranger):
    page = stranger.get(LIST, {"kind": "speech", "minutes": "soon", "size": 0, "q": "x" * 5000})
    assert page.status_code == 200
    assert "No method fits" in page.content.decode()


def test_a_method_is_read_whole(stranger):
    page = stranger.get(reverse("planning:method-show", args=["fishbowl"])).content.decode()
    method = content.method("fishbowl")
    for words in (method.name.es, *method.steps, *method.cautions, method.block.lead_in):
        assert words in page
    assert stranger.get(reverse("planning:method-show", args=["hot_seat"])).status_code == 404


def test_a_method_joins_after_the_chosen_item(agenda, facilitator):
    first = agenda.blocks.get(title="A")
    page = facilitator.get(add_address(agenda, after=first.pk)).content.decode()
    assert f"?method=go_round&amp;after={first.pk}" in page
    form = facilitator.get(add_address(agenda, after=first.pk, method="go_round")).context["form"]
    assert (form["minutes"].value(), form["after"].value()) == (20, str(first.pk))
    where = add_address(agenda, after=first.pk, method="go_round")
    response = facilitator.post(where, sent(after=first.pk))
    added = AgendaBlock.objects.get(title="Each of us in turn")
    assert order(agenda) == ["A", added.title, "B", "C"]
    assert response["Location"].endswith(f"#title-{added.pk}")
    assert (added.minutes, added.title_es, added.kind) == (25, "Cada quien a su turno", "circle")
    assert added.instructions.splitlines()[1].startswith("1. ")


def test_what_to_say_before_a_hard_part_comes_first(agenda, facilitator):
    facilitator.post(add_address(agenda, method="role_swap"), sent())
    method = content.method("role_swap")
    added = AgendaBlock.objects.get(title=method.block.title.en)
    assert order(agenda)[-1] == added.title
    assert method.block.lead_in in f"{getattr(added, 'lead_in', '')}{added.script}"


def test_sent_twice_it_adds_one(agenda, facilitator):
    again = sent()
    for _time in range(2):
        facilitator.post(add_address(agenda, method="check_in"), again)
    assert len(order(agenda)) == 4


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ("", "Write how many minutes"),
        ("-5", "at least 1 minute"),
        ("10000", "at most 1,440 minutes"),
        ("ten", "as a whole number"),
    ],
)
def test_wrong_minutes_are_told(agenda, facilitator, minutes, said):
    page = facilitator.post(add_address(agenda, method="check_in"), sent(minutes=minutes)).content.decode()
    assert said in page
    assert len(order(agenda)) == 3


def test_a_full_agenda_is_told(agenda, facilitator, monkeypatch):
    monkeypatch.setattr(items, "MOST_ITEMS", 3)
    page = facilitator.post(add_address(agenda, method="check_in"), sent()).content.decode()
    assert "An agenda holds up to 300 items." in page


def test_an_unknown_method_and_a_stranger_get_404(agenda, facilitator, stranger):
    assert facilitator.get(add_address(agenda, method="hot_seat")).status_code == 404
    assert stranger.get(add_address(agenda)).status_code == 404


def test_who_may_not_change_the_agenda_is_told(agenda, neutral):
    assert neutral.get(add_address(agenda)).status_code == 403


def test_what_was_searched_for_comes_along_to_a_method_and_back(agenda, facilitator):
    after = agenda.blocks.get(title="A").pk
    where = add_address(agenda, q="circle", minutes=60, size="", after=after)
    link = re.search(r'<h2[^>]+><a href="(\?method=[^"]+)"', facilitator.get(where).content.decode())[1]
    kept = f"q=circle&amp;minutes=60&amp;after={after}"
    assert link.endswith(f"&amp;{kept}")
    page = facilitator.get(add_address(agenda) + link.replace("&amp;", "&")).content.decode()
    assert f'href="?{kept}"' in page
