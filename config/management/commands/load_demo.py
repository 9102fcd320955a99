"""Load the demo people and dialogues, once, and print how to sign in."""

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo import load_demo
from config.demo.load import SIGN_INS

WORDS = (
    "amber", "basin", "cedar", "delta", "ember", "field", "grove", "harbor", "island", "juniper", "kettle",
    "lantern", "meadow", "north", "orchard", "pebble", "quarry", "river", "summit", "timber", "umbra",
    "valley", "willow", "yarrow", "zephyr",
)  # fmt: skip


class Command(BaseCommand):
    help = "Loads the demo people and dialogues, once, and prints how to sign in. Refuses in production."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("Demo people do not belong in production. Use `manage.py open_agency`.")
        keeper = settings.VAR_DIR / "demo-password"
        password = os.environ.get("DEMO_PASSWORD") or self._kept(keeper)
        load_demo(password=password)
        self.stdout.write("Demo sign-ins (all with the password below):")
        for person in SIGN_INS:
            self.stdout.write(f"  {person.email:28} {person.part}")
        self.stdout.write(f"  Password: {password}")

    @staticmethod
    def _kept(keeper: Any) -> str:
        """The demo's password: made once for this checkout, never part of the repository."""
        if keeper.exists():
            return str(keeper.read_text().strip())
        password = "-".join(secrets.choice(WORDS) for _ in range(4))
        keeper.parent.mkdir(parents=True, exist_ok=True)
        keeper.touch(mode=0o600)
        keeper.write_text(password + "\n")
        return password
