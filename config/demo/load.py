"""Loading the demo, once: three dialogues of one city in three phases, and one of a neighboring county."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from config.demo import cases, county, formats, own_steps, readiness, stories
from config.demo.people import Cast, is_loaded, make_cast, refuse_in_production
from planning.services import dates


@dataclass(frozen=True)
class DemoSignIn:
    email: str
    part: str


SIGN_INS = (
    DemoSignIn("liaison@demo.example", "Liaison: plans dialogues for the police department. Start here."),
    DemoSignIn("facilitator@demo.example", "Facilitator: builds and prints agendas, records who came."),
    DemoSignIn("coplanner@demo.example", "Community co-planner: designs the dialogue with the police."),
    DemoSignIn("administrator@demo.example", "Agency administrator: members and agency details."),
    DemoSignIn("records@demo.example", "Records officer: reads the agency’s records."),
    DemoSignIn("reviewer@demo.example", "Reviewer: reads the history across agencies."),
)


@transaction.atomic
def load_demo(*, password: str) -> Cast | None:
    """Make the demo; None when it stands already. Every row comes from a service or a seeded person."""
    refuse_in_production()
    if is_loaded():
        _keep_password(password)
        return None
    now = timezone.now()
    cast = make_cast(password)
    own_steps.tell_own_steps(cast, now)
    stories.tell_north_side(cast, now)
    stories.tell_maple_street(cast, now)  # its incident pauses the reminders of the roundtable
    own_steps.tell_newer_guidance(cast, now)
    formats.tell_formats(cast, now)
    stories.tell_getting_ready(cast, now)
    county.tell_county(cast, now)
    readiness.get_ready(cast, now)
    cases.tell_county_case(cast, now)
    dates.follow_events(now=now)  # as the clock would within a minute
    return cast


def _keep_password(password: str) -> None:
    """The data outlived the file with the password: the demo people follow the new one."""
    for user in User.objects.filter(email__in=[person.email for person in SIGN_INS]):
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
