"""The program's own settings, with the drill kinds. Only sender processes of tests use them."""

from config.settings import *  # noqa: F403 - the same settings, and one more app

INSTALLED_APPS = [*INSTALLED_APPS, "tests.records.drill.apps.DrillConfig"]  # noqa: F405
# Of what a process that was frozen inside of a transaction holds, PostgreSQL lets go after a minute; here it hurries.
DATABASES["default"]["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=1500"  # noqa: F405
