"""The four tests of an intentional dialogue, answered from recorded facts.

The four components are the guidance's (May 2024); the checks beside them are our own.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class DialogueFacts:
    """What has been recorded of a dialogue. No opinions."""

    has_police_designer: bool
    has_community_designer: bool
    has_all_signed_off: bool
    has_goals: bool
    has_may_change: bool
    has_off_limits: bool
    has_police: bool
    has_community: bool
    has_gaps_named: bool
    has_next_session: bool
    has_commitment: bool


@dataclass(frozen=True)
class Missing:
    """What would make a test true, and the part of the dialogue in which it is done."""

    sentence: str | Promise
    where: str


@dataclass(frozen=True)
class FourTest:
    """One component: what it asks, and what would make it true. Nothing missing means that it is."""

    name: str | Promise
    asks: str | Promise
    missing: tuple[Missing, ...]

    @property
    def is_met(self) -> bool:
        return not self.missing


def four_tests(facts: DialogueFacts) -> tuple[FourTest, ...]:
    return (_designed_together(facts), _purposeful(facts), _inclusive(facts), _sustained(facts))


def _designed_together(facts: DialogueFacts) -> FourTest:
    police = _("Seat someone from law enforcement on the design team.")
    return FourTest(
        _("Designed together"),
        _("Residents and police sit on the design team and signed off goals, format and ground rules."),
        _missing(
            (facts.has_police_designer, police, "team"),
            (facts.has_community_designer, _("Seat a resident on the design team."), "team"),
            (facts.has_all_signed_off, _("Everyone on the design team signs off the design."), "team"),
        ),
    )


def _purposeful(facts: DialogueFacts) -> FourTest:
    return FourTest(
        _("Purposeful"),
        _("A written goal, what may change as a result, and what is off the table."),
        _missing(
            (facts.has_goals, _("Write the goals."), "about"),
            (facts.has_may_change, _("Write what may change as a result."), "about"),
            (facts.has_off_limits, _("Write what is off the table."), "about"),
        ),
    )


def _inclusive(facts: DialogueFacts) -> FourTest:
    return FourTest(
        _("Inclusive"),
        _("Both residents and law enforcement take part, and every gap in the checklist is named."),
        _missing(
            (facts.has_community, _("Add residents to the people who take part."), "people"),
            (facts.has_police, _("Add people from law enforcement."), "people"),
            (
                facts.has_gaps_named,
                _("Add people from the categories that are missing, or say why they are not asked."),
                "gate",
            ),
        ),
    )


def _sustained(facts: DialogueFacts) -> FourTest:
    return FourTest(
        _("Sustained"),
        _("The next session has a date, and commitments have owners and dates."),
        _missing(
            (facts.has_next_session, _("Give the next session a date."), "sessions"),
            (facts.has_commitment, _("Record a commitment with an owner and a date."), "commitments"),
        ),
    )


def _missing(*facts: tuple[bool, str | Promise, str]) -> tuple[Missing, ...]:
    return tuple(Missing(sentence, where) for is_true, sentence, where in facts if not is_true)
