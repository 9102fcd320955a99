"""Addresses of the planning room."""

from planning.urls import agendas, beginnings, formats, methods, own_steps, plans, playbooks

app_name = "planning"
urlpatterns = [
    *plans.urlpatterns,
    *own_steps.urlpatterns,
    *agendas.urlpatterns,
    *formats.urlpatterns,
    *methods.urlpatterns,
    *playbooks.urlpatterns,
    *beginnings.urlpatterns,
]
