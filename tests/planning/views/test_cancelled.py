"""A cancelled session: its agenda is read and printed, never changed, and every refusal says what to do instead."""

import pytest
from django.http import HttpResponseNotAllowed
from django.urls import reverse

from dialogues.models import Session
from planning.models import Agenda, AgendaBlock, AgendaChange, AgendaRelease, ReleaseConfirmation
from tests.sweeps.policies_of_agendas import AGENDAS
from tests.sweeps.policy import seat

pytestmark = pytest.mark.django_db
SAID = "This session is cancelled, so nothing changes in its agenda. Schedule a new session"
KEEPING = {"planning:format-keep", "planning:format-renew"}
CHANGING = sorted({name for name, policy in AGENDAS.items() if policy == seat("agenda")} - KEEPING)
WRITING = [*CHANGING, "planning:agenda-show", "planning:release-list", "planning:release-confirm",
           "planning:release-take-back"]  # fmt: skip


@pytest.fixture
def cancelled(agenda, session, liaison, facilitator) -> Agenda:
    """With a release, and something to undo."""
    facilitator.post(where("planning:item-remove", agenda))
    agenda.refresh_from_db()
    facilitator.post(
        reverse("planning:release-list", args=(session.dialogue_id, session.pk)), {"version": agenda.version}
    )
    Session.objects.filter(pk=session.pk).update(
        status="cancelled", cancelled_at=session.created_at, cancelled_by=agenda.changed_by
    )
    return agenda


def where(name, agenda):
    places = (agenda.session.dialogue_id, agenda.session_id)
    last = {"item-": agenda.blocks.get(title="B").pk, "release-": 1}
    more = next((pk for start, pk in last.items() if name.removeprefix("planning:").startswith(start)), None)
    if more is None or name in {"planning:item-add", "planning:release-list"}:
        return reverse(name, args=places)
    return reverse(name, args=(*places, more))


def everything():
    return [list(model.objects.order_by("pk").values())
            for model in (Agenda, AgendaBlock, AgendaChange, AgendaRelease, ReleaseConfirmation)]  # fmt: skip


@pytest.mark.parametrize("name", WRITING)
def test_nothing_of_it_is_changed(cancelled, liaison, name):
    before, path = everything(), where(name, cancelled)
    member = cancelled.session.dialogue.design_team.first()
    answers = [liaison.post(path, {"minutes": "5", "way": "shift", "member": member.pk})]
    if name in CHANGING and not isinstance(page := liaison.get(path), HttpResponseNotAllowed):
        answers.append(page)
    assert {(answer.status_code, SAID in answer.content.decode()) for answer in answers} == {(403, True)}
    assert everything() == before


def test_what_was_typed_meanwhile_can_be_copied(cancelled, liaison):
    sent = {"welcome": "Come in, <b>all</b> of you", "token": "short"}
    page = liaison.post(where("planning:agenda-change", cancelled), sent, HTTP_SEC_FETCH_SITE="same-origin")
    words = page.content.decode()
    assert (page.status_code, "Come in, &lt;b&gt;all&lt;/b&gt; of you" in words, ">short<" in words) == (
        403,
        True,
        False,
    )


def test_it_is_read_without_a_button_that_would_be_refused(cancelled, liaison):
    page = liaison.get(where("planning:agenda-show", cancelled)).content.decode()
    assert SAID in page
    assert 'id="act"' not in page
    assert "Keep this agenda as a format" in page
    for name in ("release-list", "release-show"):
        page = liaison.get(where(f"planning:{name}", cancelled)).content.decode()
        assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert liaison.get(where("planning:format-keep", cancelled)).status_code == 200


def test_none_is_started_for_it(session, liaison):
    Session.objects.filter(pk=session.pk).update(
        status="cancelled", cancelled_at=session.created_at, cancelled_by=session.dialogue.opened_by
    )
    path = reverse("planning:agenda-show", args=(session.dialogue_id, session.pk))
    assert liaison.post(path, {"format": "town_hall"}).status_code == 403
    page = liaison.get(path).content.decode()
    assert (SAID in page, "Start the agenda" in page) == (True, False)
    assert not Agenda.objects.exists()


def test_after_a_session_was_held_what_really_happened_is_put_right(agenda, facilitator):
    held = {"status": "held", "held_at": agenda.changed_at, "held_by": agenda.changed_by}
    Session.objects.filter(pk=agenda.session_id).update(**held)
    assert 'id="act"' in facilitator.get(where("planning:agenda-show", agenda)).content.decode()
    facilitator.post(where("planning:item-retime", agenda), {"minutes": "22", "was": "15"})
    assert agenda.blocks.get(title="B").minutes == 22
