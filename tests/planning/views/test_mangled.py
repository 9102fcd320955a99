"""What pages send along unseen, mangled or left out: a sentence of ours, nothing changed, never a fault."""

import uuid

import pytest
from django.urls import reverse

from planning.models import Agenda, AgendaBlock, AgendaChange, AgendaRelease, OwnFormat, ReleaseConfirmation
from planning.services import releases
from tests.factories.planning import AgendaBlockFactory, format_values
from tests.planning.views.test_items import shown, typed

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MISSING = "(left out)"
MANGLED = [MISSING, "", "abc", "\x00", "-1", "9" * 30, "{}", "[" * 1_950]  # the last exhausts a reader
IN_PLACE = {"item-add", "item-change", "item-retime"}
FRAMEWORKS = (
    "This field",
    "Enter a whole",
    "Enter a valid",
    "Select a valid",
    "Ensure this",
    "Null character",
)
OURS = (
    "This page is out of date. Load it again.",
    "Someone changed the agenda while this page was open, so nothing was changed.",
    "Choose again how to go on: the agenda has changed.",
    "No item is chosen, so no time was changed.",
    "Nothing was recorded. Choose again who confirms it.",
    "Someone else saved first",
    "The agenda changed while this page was open, so no release was made.",
)
FIELDS = [
    *(("item-add", name) for name in ("form_key", "after")),
    *((page, name) for page in ("item-change", "agenda-change", "agenda-access") for name in ("version", "seen")),
    ("item-retime", "was"),
    *(("agenda-access-accept", name) for name in ("version", "items")),
    *(("agenda-late", name) for name in ("version", "minutes", "after", "way")),
    ("method-add", "form_key"),
    ("format-keep", "form_key"),
    ("release-confirm", "member"),
    ("release-list", "version"),
    ("release-take-back", "member"),
]  # fmt: skip
IS_RIGHT = {("item-add", "after", ""), ("item-add", "after", MISSING),
            ("agenda-late", "after", ""), ("agenda-late", "after", MISSING)}  # fmt: skip


@pytest.fixture
def liaison_in_agency(agenda, liaison):
    """Who may use each of these pages; with a release, and captions that ask for time."""
    Agenda.objects.filter(pk=agenda.pk).update(has_captions=True)
    user = agenda.session.dialogue.design_team.get(seat="liaison").user
    agenda.refresh_from_db()
    releases.release(by=user, agenda=agenda)
    agenda.blocks.filter(title="B").update(purpose="Something new for the next one")
    return liaison


def where(page, agenda):
    block = agenda.blocks.get(title="B")
    more = {
        "item-change": [block.pk],
        "item-retime": [block.pk],
        "release-confirm": [1],
        "release-take-back": [1],
    }
    path = reverse(
        f"planning:{page}", args=[agenda.session.dialogue_id, agenda.session_id, *more.get(page, [])]
    )
    return f"{path}?method=go_round" if page == "method-add" else path


def sound(page, agenda, client):
    """What the page would send if nobody had touched it."""
    team, blocks, key = agenda.session.dialogue.design_team, agenda.blocks.kept(), str(uuid.uuid4())
    changed = {"item-change": "title", "agenda-change": "welcome", "agenda-access": "interpreters"}
    if page in changed:
        return shown(client.get(where(page, agenda))) | {changed[page]: "3"}
    return {
        "item-add": typed(title="New", after=blocks.get(title="B").pk),
        "item-retime": {"minutes": "20", "was": "15"},
        "agenda-access-accept": {"version": agenda.version, "items": [block.pk for block in blocks]},
        "agenda-late": {"version": agenda.version, "minutes": "6", "after": "", "way": "shift"},
        "method-add": {"minutes": "10", "after": "", "form_key": key},
        "format-keep": format_values() | {"level": "personal", "form_key": key},
        "release-confirm": {"member": team.get(seat="liaison").pk},
        "release-list": {"version": agenda.version, "note": "For the room"},
        "release-take-back": {"member": team.get(seat="liaison").pk},
    }[page]


MODELS = (Agenda, AgendaBlock, AgendaChange, AgendaRelease, ReleaseConfirmation, OwnFormat)


def everything():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


@pytest.mark.parametrize("page", sorted({page for page, _name in FIELDS} - {"release-take-back"}))
def test_untouched_it_is_saved(agenda, liaison_in_agency, page):
    before = everything()
    liaison_in_agency.post(where(page, agenda), sound(page, agenda, liaison_in_agency))
    assert everything() != before


@pytest.mark.parametrize(("page", "name"), FIELDS)
def test_a_mangled_field_changes_nothing_and_is_told_in_our_words(agenda, liaison_in_agency, page, name):
    data = sound(page, agenda, liaison_in_agency)
    foreign = AgendaBlockFactory(agenda__session__dialogue=agenda.session.dialogue)
    before, found, path = everything(), [], where(page, agenda)
    values = [*MANGLED, str(foreign.pk)] if name == "after" else MANGLED
    for value in values:
        if (page, name, value) in IS_RIGHT:
            continue
        sent = {key: given for key, given in (data | {name: value}).items() if given != MISSING}
        for headers in ({}, HTMX) if page in IN_PLACE else ({},):
            answer = liaison_in_agency.post(path, sent, headers=headers, follow=True)
            words = answer.content.decode()
            is_ours = any(said in words for said in OURS) and not any(said in words for said in FRAMEWORKS)
            if answer.status_code >= 500 or not is_ours or everything() != before:
                found.append((value, bool(headers), answer.status_code, everything() != before))
    assert found == []
