"""Opens an agency in an empty Convene and invites its first administrator."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from accounts import emails
from accounts.choices import AgencyKind, State, TimeZone
from accounts.services import agencies
from records.actors import SYSTEM
from records.errors import Refusal


class Command(BaseCommand):
    help = "Open an agency and invite its first administrator. Prints the private link of the invitation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="name of the agency")
        parser.add_argument("--state", required=True, choices=State.values, metavar="XX", help="such as TX")
        parser.add_argument(
            "--time-zone",
            required=True,
            choices=TimeZone.values,
            metavar="ZONE",
            help="such as America/Chicago",
        )
        parser.add_argument("--kind", default=AgencyKind.LAW_ENFORCEMENT.value, choices=AgencyKind.values)
        parser.add_argument("--email", required=True, help="of the first administrator")
        parser.add_argument("--person", required=True, help="name of the first administrator")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        try:
            validate_email(options["email"])
            invitation = agencies.open_agency(
                by=SYSTEM,
                name=" ".join(options["name"].split()),
                kind=options["kind"],
                state=options["state"],
                time_zone=options["time_zone"],
                administrator_email=options["email"],
                administrator_name=" ".join(options["person"].split()),
                now=timezone.now(),
            )
        except ValidationError as mistake:
            raise CommandError(f"--email: {mistake.messages[0]}") from mistake
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        self.stdout.write(f"{invitation.place} is open. A letter is on its way to {invitation.email}.")
        self.stdout.write("The same link, for seven days. Whoever opens it becomes the administrator:")
        self.stdout.write(str(emails.join_address(invitation)))
