"""All addresses, and the mailbox as it is in development."""

from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

if not any("mailbox/" in str(pattern.pattern) for pattern in urlpatterns):
    urlpatterns = [*urlpatterns, path("mailbox/", include("records.urls.mailbox"))]
