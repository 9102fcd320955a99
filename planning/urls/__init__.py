"""Addresses of the planning room."""

from planning.urls import agendas, beginnings, plans, playbooks

app_name = "planning"
urlpatterns = [
    *plans.urlpatterns,
    *agendas.urlpatterns,
    *playbooks.urlpatterns,
    *beginnings.urlpatterns,
]
