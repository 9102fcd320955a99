"""All addresses. The order of the rooms does not matter; each has its own prefix."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("planning.urls")),
    path("", include("dialogues.urls")),
    path("", include("readiness.urls")),
    path("", include("accounts.urls")),
    path("", include("casestudies.urls")),
    path("", include("history.urls")),
    path("", include("records.urls")),
]
if settings.MAILBOX_DIR and not settings.IS_PRODUCTION:
    urlpatterns.append(path("mailbox/", include("records.urls.mailbox")))
handler400 = "accounts.views.failures.bad_request"
handler403 = "accounts.views.failures.forbidden"
handler404 = "accounts.views.failures.not_found"
handler500 = "accounts.views.failures.server_error"
