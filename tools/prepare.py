"""Brings the database up to date and loads the demo: inside the environment, in one process to be quick."""

import contextlib
import io
import os

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    if os.environ.get("DEMO") != "no":
        call_command("load_demo")


if __name__ == "__main__":
    main()
