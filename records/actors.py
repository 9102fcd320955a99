"""Who does things: people with an account, the program itself, and holders of a private link."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """What an audit event needs to know of the one who acted."""

    @property
    def audit_id(self) -> int | None: ...

    @property
    def audit_label(self) -> str: ...


@dataclass(frozen=True)
class System:
    """The program acting by the clock."""

    audit_id: None = None
    audit_label: str = "Convene"


@dataclass(frozen=True)
class LinkHolder:
    """Someone who opened a private link. Never named: the record must not say who took part."""

    audit_id: None = None
    audit_label: str = "Someone with a private link"


SYSTEM = System()
LINK_HOLDER = LinkHolder()
