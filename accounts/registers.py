"""What must happen in other rooms when a person leaves an agency or changes roles. Upper rooms sign it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

# Called within the transaction of the removal, with `by`, `user`, `agency` and `now` as keywords.
DepartureRule = Callable[..., None]
# Called within the transaction that gave somebody roles, with `by`, `user` and `agency`; may refuse.
RolesRule = Callable[..., None]

_departure_rules: list[DepartureRule] = []
_roles_rules: list[RolesRule] = []


def sign_departure(rule: DepartureRule) -> None:
    """Sign a rule, once: `rule(by=…, user=…, agency=…, now=…)`."""
    if rule not in _departure_rules:
        _departure_rules.append(rule)


def carry_out_departure(*, by: Any, user: Any, agency: Any, now: datetime) -> None:
    """Tell every room that signed; what they do is undone with the removal if anything fails."""
    for rule in _departure_rules:
        rule(by=by, user=user, agency=agency, now=now)


def sign_roles(rule: RolesRule) -> None:
    """Sign a rule, once: `rule(by=…, user=…, agency=…)`. The membership holds its new roles already."""
    if rule not in _roles_rules:
        _roles_rules.append(rule)


def carry_out_roles(*, by: Any, user: Any, agency: Any) -> None:
    """Tell every room that signed; a refusal of one undoes the change of roles."""
    for rule in _roles_rules:
        rule(by=by, user=user, agency=agency)
