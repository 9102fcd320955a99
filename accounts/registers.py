"""What must happen in other rooms when a person leaves an agency. Upper rooms sign it at start-up."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

# Called within the transaction of the removal, with `by`, `user`, `agency` and `now` as keywords.
DepartureRule = Callable[..., None]

_departure_rules: list[DepartureRule] = []


def sign_departure(rule: DepartureRule) -> None:
    """Sign a rule, once: `rule(by=…, user=…, agency=…, now=…)`."""
    if rule not in _departure_rules:
        _departure_rules.append(rule)


def carry_out_departure(*, by: Any, user: Any, agency: Any, now: datetime) -> None:
    """Tell every room that signed; what they do is undone with the removal if anything fails."""
    for rule in _departure_rules:
        rule(by=by, user=user, agency=agency, now=now)
