"""Opens a review organization over some agencies and invites a first reviewer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from accounts import emails
from accounts.models import Agency
from accounts.services import agencies
from records.actors import SYSTEM
from records.errors import Refusal


class Command(BaseCommand):
    help = "Open a review organization and invite its first reviewer. Prints the private link to join."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="full name of the organization")
        parser.add_argument("--short-name", required=True, help="as in the header of pages, for example CRS")
        parser.add_argument("--scope", required=True, help="what it reads and what never, in words")
        parser.add_argument(
            "--agency",
            action="append",
            required=True,
            metavar="SLUG",
            help="an agency it reads; may be repeated",
        )
        parser.add_argument("--email", required=True, help="of the first reviewer")
        parser.add_argument("--person", required=True, help="name of the first reviewer")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        try:
            validate_email(options["email"])
            invitation = agencies.open_review_organization(
                by=SYSTEM,
                name=" ".join(options["name"].split()),
                short_name=options["short_name"],
                scope=options["scope"],
                agencies=self._agencies(options["agency"]),
                reviewer_email=options["email"],
                reviewer_name=" ".join(options["person"].split()),
                now=timezone.now(),
            )
        except ValidationError as mistake:
            raise CommandError(f"--email: {mistake.messages[0]}") from mistake
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        self.stdout.write(f"{invitation.place} is open. A letter is on its way to {invitation.email}.")
        self.stdout.write("The same link, for seven days. Whoever opens it becomes a reviewer:")
        self.stdout.write(str(emails.join_address(invitation)))

    @staticmethod
    def _agencies(slugs: list[str]) -> list[Agency]:
        found = list(Agency.objects.filter(slug__in=slugs))
        missing = set(slugs) - {agency.slug for agency in found}
        if missing:
            known = ", ".join(Agency.objects.order_by("slug").values_list("slug", flat=True)[:20])
            strangers = ", ".join(sorted(missing))
            raise CommandError(f"No agency is called {strangers}. There are: {known or 'none'}.")
        return found
