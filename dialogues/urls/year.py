"""Addresses of a year of sustained engagement."""

from django.urls import path

from dialogues.views import year

YEAR = "dialogues/<int:pk>/year/"

urlpatterns = [
    path(YEAR, year.show_year, name="year-show"),
    path(f"{YEAR}calendar.pdf", year.download_calendar, name="year-pdf"),
]
