"""Addresses of a running incident."""

from django.urls import path

from planning.views import offline, playbooks

PLAYBOOK = "incidents/<int:pk>/playbook/"

urlpatterns = [
    path("incidents/open/", playbooks.open_incident, name="incident-open"),
    path(PLAYBOOK, playbooks.show_playbook, name="playbook-show"),
    path("incidents/<int:pk>/people/", playbooks.show_people, name="playbook-people"),
    path("incidents/<int:pk>/hand-over/sheet.pdf", playbooks.download_hand_over, name="hand-over-sheet"),
    path(f"{PLAYBOOK}start/", playbooks.start_playbook, name="playbook-start"),
    path("plans/<int:plan_pk>/print/", playbooks.print_plan, name="plan-print"),
    path("plans/<int:plan_pk>/plan.pdf", playbooks.download_plan, name="plan-pdf"),
    path("offline.js", offline.worker, name="offline-worker"),
]
