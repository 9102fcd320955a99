"""The script that keeps the page of an incident readable after the network drops."""

from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.access import public

SCRIPT = "js/offline-worker.js"


@public
@require_safe
@cache_control(max_age=0, must_revalidate=True)
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """A browser lets such a script watch over pages below its own address only, so it is served from the top."""
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=1)
def _script() -> bytes:
    return Path(str(finders.find(SCRIPT))).read_bytes()
