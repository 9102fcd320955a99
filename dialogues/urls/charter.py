"""Addresses of the charter of a standing body."""

from django.urls import path

from dialogues.views import charter

CHARTER = "dialogues/<int:pk>/charter/"

urlpatterns = [
    path(CHARTER, charter.show_charter, name="charter-show"),
    path(f"{CHARTER}change/", charter.change_charter, name="charter-change"),
    path(f"{CHARTER}charter.pdf", charter.download_charter, name="charter-pdf"),
]
