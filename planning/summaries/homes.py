"""Where a plan lives: the page above its steps, and the frame around it."""

from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext as _

from planning.models import Plan


@dataclass(frozen=True)
class PlanHome:
    """The page of a plan: its address, what it is of, what it is called there, and the template around its steps."""

    address: str
    title: str
    label: str
    frame: str

    @classmethod
    def of(cls, plan: Plan) -> Self:
        if plan.dialogue is not None:
            address = reverse("planning:plan-show", args=[plan.dialogue_id])
            if plan.phase != plan.dialogue.phase:
                address = f"{address}?phase={plan.phase}"
            return cls(address, plan.dialogue.title, _("Plan"), "dialogues/frame.html")
        if plan.incident is not None:
            address = reverse("planning:playbook-show", args=[plan.incident_id])
            return cls(address, plan.incident.title, _("Playbook"), "dialogues/incidents/frame.html")
        address = reverse("planning:readiness-show", args=[plan.agency_id])
        return cls(address, plan.agency.name, _("Readiness"), "readiness/frame.html")
