"""The program's own settings, with the drill kinds. Only sender processes of tests use them."""

from config.settings import *  # noqa: F403 - the same settings, and one more app

INSTALLED_APPS = [*INSTALLED_APPS, "tests.records.drill.apps.DrillConfig"]  # noqa: F405
