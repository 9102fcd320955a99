"""Starting an agenda and its ground rules: each verb does it, is recorded with it, and is refused with its reason."""

import pytest

from accounts.errors import NotAllowed
from dialogues.choices import Seat
from dialogues.errors import ChangedMeanwhile, DialogueClosed
from planning import content
from planning.errors import AgendaStarted
from planning.models import Agenda, AgendaRevision
from planning.services import agendas
from planning.services import items as verbs
from records.services import audit
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, SessionFactory, seated
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, item_values, started_agenda
from tests.planning.services.agenda_looks import kinds, titles

pytestmark = pytest.mark.django_db

VERBS = {
    "start": lambda by, block: agendas.start(by=by, session=block.agenda.session, format_key=""),
    "change_details": lambda by, block: agendas.change_details(
        by=by, agenda=block.agenda, version=1, changes={"welcome": "Come in"}
    ),
    "add_item": lambda by, block: verbs.add_item(by=by, agenda=block.agenda, values=item_values()),
    "change_item": lambda by, block: verbs.change_item(
        by=by, block=block, version=1, changes={"title": "Changed"}
    ),
    "move_item": lambda by, block: verbs.move_item(by=by, block=block, to=2),
    "remove_item": lambda by, block: verbs.remove_item(by=by, block=block),
    "restore_item": lambda by, block: verbs.restore_item(by=by, block=block),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("seat", [Seat.NEUTRAL, None])
def test_only_liaison_design_team_and_facilitator_change_agendas(items, verb, seat):
    someone = seated(
        DialogueFactory() if seat is None else items["A"].agenda.session.dialogue, seat or Seat.LIAISON
    )
    with pytest.raises(NotAllowed) as refused:
        VERBS[verb](someone, items["A"])
    assert "change the agenda" in str(refused.value.sentence)
    assert kinds() == []


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_changes_in_a_closed_dialogue(verb):
    agenda = AgendaFactory(session=SessionFactory(dialogue=ClosedDialogueFactory()))
    block = AgendaBlockFactory(agenda=agenda)
    with pytest.raises(DialogueClosed):
        VERBS[verb](seated(agenda.session.dialogue), block)


@pytest.mark.parametrize("verb", ["change_details", "add_item", "change_item", "move_item", "remove_item"])
def test_without_its_record_nothing_is_changed(agenda, items, facilitator, verb, monkeypatch):
    def fails(**_):
        raise RuntimeError("no record")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        VERBS[verb](facilitator, items["A"])
    assert titles(agenda) == ["A", "B", "C"]
    assert (Agenda.objects.get().welcome, AgendaRevision.objects.count()) == ("", 0)


@pytest.mark.parametrize("key", content.FORMAT_KEYS)
def test_start_copies_a_format_that_fits_the_columns(key):
    """Every word of a format has room, in both languages."""
    agenda = started_agenda(format_key=key)
    blocks = list(agenda.blocks.all())
    for block in blocks:
        block.clean_fields(exclude=["agenda", "form_key", "removed_at"])
    known = content.format(key)
    assert [block.minutes for block in blocks] == [block.minutes for block in known.blocks]
    assert agenda.ground_rules.splitlines() == [rule.text.en for rule in known.ground_rules]
    assert all(block.title_es for block in blocks)


def test_start_keeps_the_ground_rules_of_the_dialogue():
    session = SessionFactory(dialogue=DialogueFactory(ground_rules="Listen to the end."))
    assert started_agenda(session, format_key="town_hall").ground_rules == "Listen to the end."
    assert kinds() == ["agenda_started"]


def test_a_part_that_may_hurt_says_so_before_the_script():
    hard = next(block for block in content.format("post_incident_forum").blocks if block.may_be_hard)
    block = started_agenda(format_key="post_incident_forum").blocks.get(title=hard.title.en)
    assert (block.may_be_hard, block.lead_in, block.script) == (True, hard.lead_in, hard.script)
    assert block.spoken == f"{hard.lead_in}\n\n{hard.script}"


def test_start_twice_is_refused():
    session = SessionFactory()
    started_agenda(session)
    with pytest.raises(AgendaStarted):
        started_agenda(session)
    assert Agenda.objects.count() == 1


def test_details_have_a_version_of_their_own(agenda, items, facilitator):
    """Someone moving items is no conflict with someone writing ground rules; two writers are."""
    verbs.move_item(by=facilitator, block=items["A"], to=3)
    agendas.change_details(by=facilitator, agenda=agenda, version=1, changes={"ground_rules": "Listen."})
    with pytest.raises(ChangedMeanwhile):
        agendas.change_details(by=facilitator, agenda=agenda, version=1, changes={"ground_rules": "Speak."})
    assert Agenda.objects.get().ground_rules == "Listen."
    assert AgendaRevision.objects.get(is_accepted=False).content == {"ground_rules": "Speak."}
    with pytest.raises(ValueError, match="format"):
        agendas.change_details(by=facilitator, agenda=agenda, version=2, changes={"format": "tabletop"})
