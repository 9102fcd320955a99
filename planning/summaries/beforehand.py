"""What the second of two people who settle the same step is told."""

from datetime import datetime

from django.utils.translation import gettext as _

from planning.models import PlanStep
from planning.models.plans import Beforehand
from records import timing


def told_beforehand(step: PlanStep, first: Beforehand, *, now: datetime) -> str:
    """Demo Liaison marked this done at 11:18 am. Your words are kept as a note."""
    parts = [_who_and_when(step, first, now)]
    if first.skip_reason:
        parts.append(_("Their reason: %(reason)s") % {"reason": first.skip_reason})
    if first.is_kept:
        parts.append(_("Your words are kept as a note."))
    return " ".join(parts)


def _who_and_when(step: PlanStep, first: Beforehand, now: datetime) -> str:
    if first.at is None:
        return _("This step was settled before.")
    zone = timing.as_zone(step.plan.time_zone)
    local = first.at.astimezone(zone)
    values = {
        "name": first.who,
        "clock": timing.spell_time(local, zone),
        "moment": timing.spell_moment(local, zone),
    }
    is_today = local.date() == now.astimezone(zone).date()
    if first.skip_reason:
        said = (
            _("%(name)s skipped this at %(clock)s.") if is_today else _("%(name)s skipped this %(moment)s.")
        )
    elif is_today:
        said = _("%(name)s marked this done at %(clock)s.")
    else:
        said = _("%(name)s marked this done %(moment)s.")
    return timing.fill(said, values)
