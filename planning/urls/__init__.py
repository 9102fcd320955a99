"""Addresses of the planning room."""

from planning.urls import agendas, own_steps, plans

app_name = "planning"
urlpatterns = [*plans.urlpatterns, *own_steps.urlpatterns, *agendas.urlpatterns]
