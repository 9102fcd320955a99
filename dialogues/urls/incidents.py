"""Addresses of incidents."""

from django.urls import path

from dialogues.views import incidents

urlpatterns = [
    path("incidents/open/", incidents.open_incident, name="incident-open"),
    path("incidents/<int:pk>/", incidents.show_incident, name="incident-show"),
    path("incidents/<int:pk>/change/", incidents.change_incident, name="incident-change"),
]
