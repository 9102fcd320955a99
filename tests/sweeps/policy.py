"""Kinds of policies: who gets in, and who is told why not. `policies.py` gives each address its own.

People are those of `world.py`; the dialogue is theirs by seat: the liaison, the facilitator, the community co-planner,
and the agency's records officer who reads the record.
"""

from dataclasses import dataclass

SIGNED_IN = frozenset(
    {
        "liaison",
        "facilitator",
        "co_planner",
        "records_officer",
        "administrator",
        "colleague",
        "stranger",
        "reviewer",
    }
)
SEE = frozenset({"liaison", "facilitator", "co_planner", "records_officer"})
MEMBERS = SIGNED_IN - {"stranger", "reviewer"}
OVERSEERS = frozenset({"administrator", "records_officer"})
LIAISONS = frozenset({"liaison", "colleague"})
KEEPERS = LIAISONS | OVERSEERS
OPENERS = frozenset({"liaison", "colleague", "stranger"})

RIGHTS = {
    "see": SEE,
    "change": frozenset({"liaison", "co_planner"}),
    "close": frozenset({"liaison"}),
    "seat": frozenset({"liaison"}),
    "sign_off": frozenset({"liaison", "co_planner"}),
    "schedule": frozenset({"liaison"}),
    "plan": frozenset({"liaison", "co_planner"}),
    "agenda": frozenset({"liaison", "co_planner", "facilitator"}),
    "participants": frozenset({"liaison", "facilitator"}),
    "invite": frozenset({"liaison"}),
    "attendance": frozenset({"liaison", "facilitator"}),
    "note": frozenset({"liaison", "co_planner", "facilitator"}),
    "commit": frozenset({"liaison", "co_planner", "facilitator"}),
    "report": frozenset({"liaison", "co_planner"}),
    "publish": frozenset({"liaison"}),
    "gate": frozenset({"liaison", "co_planner", "facilitator"}),
    "go_ahead": frozenset({"liaison"}),
    "instead": frozenset({"liaison", "co_planner"}),
    "charter": frozenset({"liaison", "co_planner"}),
}


@dataclass(frozen=True)
class Policy:
    """`may` gets in; `told` gets 403 with the reason; for everyone else the address does not exist (404)."""

    may: frozenset[str]
    told: frozenset[str] = frozenset()
    is_public: bool = False


def seat(right: str) -> Policy:
    """Who holds the right gets in; who sees the dialogue without it is told why not."""
    return Policy(RIGHTS[right], SEE - RIGHTS[right])


PUBLIC = Policy(SIGNED_IN | {"nobody"}, is_public=True)
ANYONE_SIGNED_IN = Policy(SIGNED_IN)
OPENING = Policy(OPENERS, SIGNED_IN - OPENERS)
ADMINISTRATION = Policy(frozenset({"administrator"}), MEMBERS - {"administrator"})
# An incident belongs to the agency's liaisons and its team (the administrator is on the demo's); who has a seat in a
# dialogue about it learns that it exists. Liaisons and the team work on it, the records officer reads it.
KNOWS_INCIDENT = SEE | {"colleague", "administrator"}
INCIDENT_READERS = frozenset({"liaison", "colleague", "administrator", "records_officer"})
INCIDENT_TEAM = INCIDENT_READERS - {"records_officer"}
INCIDENT_LIAISONS = frozenset({"liaison", "colleague"})
INCIDENT = Policy(KNOWS_INCIDENT)
INCIDENT_READ = Policy(INCIDENT_READERS, KNOWS_INCIDENT - INCIDENT_READERS)
INCIDENT_WORK = Policy(INCIDENT_TEAM, KNOWS_INCIDENT - INCIDENT_TEAM)
INCIDENT_CHANGE = Policy(INCIDENT_LIAISONS, KNOWS_INCIDENT - INCIDENT_LIAISONS)
# An administrator seats a liaison in a dialogue without reading it.
SEATING = Policy(frozenset({"administrator"}))
REVIEW = Policy(frozenset({"reviewer"}))
# The registers belong to the agency, not to a dialogue: roles decide, seats do not.
READINESS_READERS = frozenset({"liaison", "colleague", "administrator", "records_officer"})
READINESS = Policy(READINESS_READERS, MEMBERS - READINESS_READERS)
READINESS_KEEPERS = frozenset({"liaison", "colleague"})
READINESS_KEEPING = Policy(READINESS_KEEPERS, MEMBERS - READINESS_KEEPERS)
AUTHOR = Policy(frozenset({"liaison"}))
CASE_WRITERS = OPENERS | {"reviewer"}
CASE_READERS = frozenset({"liaison", "colleague", "administrator", "reviewer"})
# Who keeps the formats of the agency, for everyone in it.
FORMAT_KEEPERS = LIAISONS | {"administrator"}
CASE_REVIEW = Policy(CASE_READERS - {"liaison"}, frozenset({"liaison"}))
