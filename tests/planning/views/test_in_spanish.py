"""The agenda read in Spanish: titles, roles and rules that have Spanish are shown in it, and sentences end once."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from planning import content
from planning.exports.parts import SHEETS_OF
from planning.exports.sheets import section
from planning.services import releases
from tests.factories.commitments import CommitmentFactory
from tests.factories.dialogues import SessionFactory
from tests.factories.planning import AgendaBlockFactory, printed, started_agenda

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TWICE = re.compile(r"(?<!\.)\.\.(?!\.)|\.\s\.(?!\.)")
START = datetime(2026, 12, 9, 0, 0, tzinfo=UTC)  # 6 pm in Chicago
KNOWN = content.format("orlando_speaks")


@pytest.fixture
def session():
    return SessionFactory(starts_at=START, minutes=120)


@pytest.fixture
def agenda(session):
    CommitmentFactory(dialogue=session.dialogue)
    agenda = started_agenda(session, format_key=KNOWN.key)
    AgendaBlockFactory(agenda=agenda, position=90, title="Only English", may_be_hard=True, track=1)
    return agenda


def text_of(response) -> str:
    """What is to be read, without what only gives a button its name."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    page = re.sub(r'<(span|label|textarea)\b[^>]*class="[^"]*usa-sr-only.*?</\1>', "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.fixture
def answers(agenda, facilitator):
    """Every page and partial answer about one agenda, by name, in Spanish."""
    User.objects.update(language="es")
    block = agenda.blocks.get(title=KNOWN.blocks[3].title.en)
    where = (agenda.session.dialogue_id, agenda.session_id)
    item = (*where, block.pk)
    access = reverse("planning:agenda-access", args=where)
    form = facilitator.get(access).context["form"].initial
    facilitator.post(access, {**form, "has_captions": "on", "spoken_interpreting": "consecutive"})
    releases.release(by=agenda.changed_by, agenda=agenda)
    get = {
        "show": reverse("planning:agenda-show", args=where),
        "access": access,
        "late": reverse("planning:agenda-late", args=where) + "?minutes=20",
        "releases": reverse("planning:release-list", args=where),
        "release": reverse("planning:release-show", args=(*where, 1)),
    }
    post = {
        "move": (reverse("planning:item-move", args=item), {"places": "1"}),
        "retime": (reverse("planning:item-retime", args=item), {"minutes": "31", "was": "30"}),
    }
    moved = {name: facilitator.post(path, data, headers=HTMX) for name, (path, data) in post.items()}
    return moved | {name: facilitator.get(path) for name, path in get.items()}


def test_no_sentence_ends_twice(answers):
    texts = {name: text_of(answer) for name, answer in answers.items()}
    assert all("p. m." in texts[name] for name in ("show", "access", "late", "release", "move"))
    assert {name: found for name, text in texts.items() if (found := TWICE.findall(text))} == {}


def test_what_has_spanish_is_shown_in_it_and_what_has_not_is_marked(answers):
    assert {answer.status_code for answer in answers.values()} == {200}
    english = {words.en for words in KNOWN.wording if words.es != words.en}
    texts = {name: text_of(answer) for name, answer in answers.items()}
    found = [
        (name, words) for name, text in texts.items() for words in english if f" {words} " in f" {text} "
    ]
    assert found == []
    assert all(words in texts["show"] for words in (KNOWN.blocks[3].title.es, "Facilitador/a de mesa"))
    for name in ("show", "access", "late", "release"):
        assert '<span lang="en">Only English</span>' in answers[name].content.decode(), name


def test_on_paper_no_sentence_ends_twice(agenda):
    with translation.override("es"):
        brief = printed(agenda)
        sheets = [sheet for make in SHEETS_OF.values() for sheet in make(brief, "es")]
        told = [re.sub(r"<[^>]+>", " ", section(brief, sheet).html) for sheet in sheets]
    assert {sheet.template: found for sheet, text in zip(sheets, told, strict=True)
            if (found := TWICE.findall(unescape(text)))} == {}  # fmt: skip
