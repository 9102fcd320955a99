"""Addresses of the records room: how it is, for those who run it."""

from django.urls import path

from records.views import health

app_name = "records"
urlpatterns = [
    path("healthz", health.show_process, name="healthz"),
    path("readyz", health.show_readiness, name="readyz"),
]
