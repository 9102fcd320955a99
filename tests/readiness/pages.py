"""What the tests of pages share."""

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Agency


def at(agency: Agency, name: str, *keys: object) -> str:
    return reverse(f"readiness:{name}", args=[agency.pk, *keys])


def typed(page: HttpResponse, **values: object) -> dict[str, object]:
    """What a browser would send back from a page with a form, with some fields typed anew."""
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (shown | values).items() if value not in (None, [])}


def told(page: HttpResponse) -> str:
    return " ".join(page.content.decode().split())


def questions(browser: Client, address: str) -> int:
    """How often a page asks the database, once the browser is known."""
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in asked)
