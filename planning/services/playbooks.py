"""Something happened: the incident and its playbook begin together, so that the first step is one tap away."""

from typing import Any

from django.db import transaction

from accounts.models import User
from dialogues.models import Incident
from dialogues.services import incidents
from planning.models import Plan
from planning.services import plans


@transaction.atomic
def open_incident(*, by: User, **values: Any) -> Incident:
    """Open an incident with its playbook. The same form sent twice opens one; see `incidents.open_new`."""
    incident = incidents.open_new(by=by, **values)
    if not Plan.objects.filter(incident=incident).exists():
        plans.start_playbook(by=by, incident=incident)
    return incident
