"""What the program itself sees: the facts that show that a step is done, each with a sentence.

The keys are those that `found_by` names in planning/content/guidance/. No person is named here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from planning.content import FACTS


@dataclass(frozen=True)
class Sentences:
    """How a fact reads when it holds, and what would make it hold."""

    holds: str | Promise
    missing: str | Promise


SENTENCES: dict[str, Sentences] = {
    "both_sides_seated": Sentences(
        _("Residents and law enforcement sit on the design team."),
        _("Seat a resident and someone from law enforcement on the design team."),
    ),
    "design_signed_off": Sentences(
        _("Everyone on the design team signed off goals, format and ground rules."),
        _("Everyone on the design team, from both sides, signs off the design."),
    ),
    "purpose_written": Sentences(
        _("Goals, what may change and what is off the table are written."),
        _("Write the goals, what may change, and what is off the table."),
    ),
    "agenda_whole": Sentences(
        _("The agenda fills the session, and each item says who leads it."),
        _("Build an agenda that fills the session, with a lead for each item."),
    ),
    "place_named": Sentences(_("The session has a place."), _("Name the place of the session.")),
    "both_sides_invited": Sentences(
        _("Residents and law enforcement are invited to a session."),
        _("Invite residents and law enforcement to a session."),
    ),
    "session_held": Sentences(_("A session was held."), _("Record that a session was held.")),
    "attendance_recorded": Sentences(
        _("It is recorded who came, or how many."), _("Record who came, or how many.")
    ),
    "themes_noted": Sentences(
        _("Themes of the session are noted, without names."), _("Note the themes, without names.")
    ),
    "survey_answered": Sentences(
        _("Answers to the survey came in."), _("Survey answers are there to be read.")
    ),
    "next_date_set": Sentences(_("The next session has a date."), _("Give the next session a date.")),
    "commitment_recorded": Sentences(
        _("A commitment from a session has an owner and a date."),
        _("Record a commitment with an owner and a date."),
    ),
    "reports_current": Sentences(
        _("No report on a commitment is late."), _("Write the reports that are due on commitments.")
    ),
    "year_dated": Sentences(
        _("At least four sessions have dates in the year to come."),
        _("Give at least four sessions of the year to come their dates."),
    ),
    "gate_settled": Sentences(
        _("It is settled whether to meet: each question has its answer, or a decision with its reason."),
        _("Answer the questions under “Ready to meet?”, or decide with a reason."),
    ),
    "charter_adopted": Sentences(
        _("The charter has the day of its adoption."), _("Write the charter, and the day it was adopted.")
    ),
    "lead_named": Sentences(
        _("One person leads the contact with the community."),
        _("Name the engagement lead on the incident’s team."),
    ),
    "family_contact_named": Sentences(
        _("The family has a contact with no part in the investigation."),
        _("Name the family’s contact, someone with no part in the investigation."),
    ),
    "family_told_lately": Sentences(
        _("The family was contacted within the last seven days."),
        _("Write down the time of the last contact with the family."),
    ),
    "map_heard": Sentences(
        _("Each category on the stakeholder map was spoken with since it happened."),
        _("Note on the stakeholder map whom you spoke with, at least one in each category."),
    ),
    "map_whole": Sentences(
        _("Each category of the stakeholder map is filled or explained."),
        _("Fill each category of the stakeholder map, or say why it stays empty."),
    ),
    "neutrals_agreed": Sentences(
        _("Two neutral providers are listed, and one has agreed in writing."),
        _("List two neutral providers, and write down when one agreed."),
    ),
    "facilitators_trained": Sentences(
        _("A facilitator of the pool was trained within a year."),
        _("Add facilitators to the pool, with the day they were trained."),
    ),
    "calls_tested": Sentences(
        _("The call tree was tested within a year."),
        _("Build the call tree, test it, and write down the day."),
    ),
    "statement_approved": Sentences(
        _("A holding statement is approved."), _("Have a holding statement approved.")
    ),
    "messenger_named": Sentences(
        _("Trusted messengers are marked on the stakeholder map."),
        _("Mark the trusted messengers on the stakeholder map."),
    ),
    "exercise_held": Sentences(
        _("The crisis plan was rehearsed within a year."),
        _("Hold an exercise, and write down its day and what it showed."),
    ),
}

assert set(SENTENCES) <= set(FACTS), "a fact that no content file can name"


@dataclass(frozen=True)
class Look:
    """One fact that would show a step is done, as the program sees it now."""

    holds: bool
    words: str

    @classmethod
    def at(cls, key: str, *, holds: bool) -> "Look":
        known = SENTENCES[key]
        return cls(holds, str(known.holds if holds else known.missing))
