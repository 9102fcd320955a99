"""Addresses of the planning room."""

from planning.urls import agendas, beginnings, own_steps, plans, playbooks

app_name = "planning"
urlpatterns = [
    *plans.urlpatterns,
    *own_steps.urlpatterns,
    *agendas.urlpatterns,
    *playbooks.urlpatterns,
    *beginnings.urlpatterns,
]
