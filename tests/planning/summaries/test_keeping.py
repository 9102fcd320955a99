"""What a format keeps of an agenda, and what stays behind."""

import pytest

from planning import content
from planning.models import AgendaBlock
from planning.models.agendas import ItemValues
from planning.summaries.keeping import (
    OF_ONE_SESSION,
    about_from,
    blocks_to_keep,
    is_account,
    known_leads,
    renewable_by,
    written_leads,
)  # fmt: skip
from tests.factories.dialogues import seated
from tests.factories.planning import item_values, kept_format, started_agenda


def item(**values):
    return AgendaBlock(**item_values(**values))


def test_every_part_of_an_item_is_kept_but_those_of_one_session():
    (block,) = blocks_to_keep([item()], leads=[])
    assert set(block) == set(ItemValues.__annotations__) - OF_ONE_SESSION


def test_roles_of_the_program_stay_and_other_leads_go():
    leads = ["Lead facilitator", "Guardián/a del círculo", "Officer Daniels", "City clerk", ""]
    blocks = blocks_to_keep([item(lead=lead) for lead in leads], leads=["City clerk"])
    assert [block["lead"] for block in blocks] == [leads[0], leads[1], "", "City clerk", ""]
    assert written_leads([item(lead=lead) for lead in leads]) == ["City clerk", "Officer Daniels"]


def test_the_account_of_promises_is_known_by_its_title_or_its_words():
    assert is_account(item_values(title="What happened since last time"))
    assert is_account(
        item_values(script="Before we begin something new: this was promised, and this is what came of it.")
    )
    assert not is_account(item_values())


def test_every_role_of_a_format_is_a_known_lead():
    assert {part.role.title.en for one in content.formats() for part in one.roles} <= known_leads()


@pytest.mark.django_db
def test_first_words_are_those_of_the_format_it_began_with():
    words = about_from(started_agenda(format_key="town_hall"))
    assert words["purpose"] == content.format("town_hall").purpose
    assert words["warnings"].splitlines() == list(content.format("town_hall").warnings)
    assert set(about_from(started_agenda())) == {"phases"}


@pytest.mark.django_db
def test_an_agenda_renews_only_what_the_person_keeps():
    agenda = started_agenda(format_key="town_hall")
    liaison, colleague = seated(agenda.session.dialogue), seated(agenda.session.dialogue)
    ours = kept_format(agenda, liaison)
    mine = kept_format(agenda, liaison, level="personal")
    assert renewable_by(liaison, ours.agency, with_agency=True) == [mine, ours]
    assert renewable_by(colleague, ours.agency, with_agency=True) == [ours]
    assert renewable_by(liaison, ours.agency, with_agency=False) == [mine]
