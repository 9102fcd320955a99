"""/healthz: this process answers. /readyz: everything that it rests on answers. Public, and says nothing secret.

A proxy asks /healthz, because pages work without broker and mail server; those who run Convene watch /readyz.
"""

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry

from records import summaries

_PATIENCE_SECONDS = 1


@login_not_required
@require_safe
@never_cache
@transaction.non_atomic_requests
def show_process(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    return JsonResponse({"well": True, "says": "This process answers."})


@login_not_required
@require_safe
@never_cache
@transaction.non_atomic_requests
def show_readiness(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """The only page that talks to the broker: one PING, and not for longer than a second."""
    checks = [*summaries.readiness(), _broker()]
    well = all(check.is_well for check in checks)
    told = {check.name: {"well": check.is_well, "says": check.says} for check in checks}
    return JsonResponse({"well": well, "checks": told}, status=200 if well else 503)


def _broker() -> summaries.Check:
    patience = {"socket_timeout": _PATIENCE_SECONDS, "socket_connect_timeout": _PATIENCE_SECONDS}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0), **patience) as client:
            client.ping()
    except (redis.RedisError, OSError):
        says = "The broker does not answer. Pages work; messages wait until it is back."
        return summaries.Check("broker", is_well=False, says=says)
    return summaries.Check("broker", is_well=True, says="The broker answers.")
