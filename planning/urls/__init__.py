"""Addresses of the planning room."""

from planning.urls import agendas, plans

app_name = "planning"
urlpatterns = [*plans.urlpatterns, *agendas.urlpatterns]
