"""Keeping the shape of an agenda as a format, without its people and without what belongs to one session."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Agency, User
from planning import content
from planning.models import Agenda, AgendaBlock, OwnFormat
from planning.models.agendas import ItemValues

# What belongs to one session and never to a format: a clock time, who asked for the item, minutes for interpreting.
OF_ONE_SESSION = frozenset({"fixed_at", "proposed_by", "access_minutes"})
OFFERED = 12  # formats that an agenda may renew, on its page
# How the program words the account of promises that it puts after the welcome.
ACCOUNT_TITLE = "What happened since last time"
ACCOUNT_LEAD = "Those who answer for the promises"
ACCOUNT_SCRIPT = "Before we begin something new: this was promised, and this is what came of it."


def blocks_to_keep(items: Iterable[AgendaBlock], *, leads: Iterable[str]) -> list[dict[str, Any]]:
    """The content of agenda items as a format keeps it, without what belongs to one session or names a person.

    A lead stays when it is a role that the program knows, or one of `leads`: anything else may be somebody's name. The
    account of promises loses its list of promises and their owners.
    """
    kept = known_leads() | set(leads)
    names = [name for name in ItemValues.__annotations__ if name not in OF_ONE_SESSION]
    blocks = []
    for item in items:
        block = {name: getattr(item, name) for name in names}
        block["minutes"] = max(1, item.minutes - getattr(item, "access_minutes", 0))
        if block.get("least_minutes"):
            block["least_minutes"] = min(block["least_minutes"], block["minutes"])
        block["lead"] = block["lead"] if block["lead"] in kept else ""
        if is_account(block):
            block["instructions"] = ""
        blocks.append(block)
    return blocks


def is_account(block: dict[str, Any]) -> bool:
    """Whether an item tells what became of promises, as the program writes it."""
    return block["title"] == ACCOUNT_TITLE or block["script"] == ACCOUNT_SCRIPT


def known_leads() -> set[str]:
    """Roles that the program itself writes as leads, in both languages."""
    roles = {part.role for one in content.formats() for part in one.roles}
    return {words for role in roles for words in (role.title.en, role.title.es)} | {ACCOUNT_LEAD}


def written_leads(items: Iterable[AgendaBlock]) -> list[str]:
    """Leads that someone typed: roles of the town's own, or names."""
    return sorted({item.lead for item in items if item.lead} - known_leads())


def about_from(agenda: Agenda) -> dict[str, Any]:
    """First words for a format: those of the format that the agenda began with, and the phase of its dialogue."""
    known = content.format(agenda.format) if agenda.format else None
    words: dict[str, Any] = {"phases": [agenda.session.dialogue.phase]}
    if known is not None:
        words |= {
            "purpose": known.purpose,
            "smallest_group": known.smallest_group,
            "largest_group": known.largest_group,
            "room": known.room.en,
            "warnings": "\n".join(known.warnings),
        }
    return words


def renewable_by(user: User, agency: Agency, *, with_agency: bool) -> list[OwnFormat]:
    """The newest formats of this agency that the person keeps for themselves and, `with_agency`, for everyone."""
    rows = OwnFormat.objects.visible_to(user).in_use().filter(agency=agency).order_by("-pk")
    return list((rows if with_agency else rows.filter(level="personal"))[:OFFERED])
