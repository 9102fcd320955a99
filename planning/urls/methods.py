"""Addresses of the method library, and of the way from it into an agenda."""

from django.urls import path

from planning.urls.agendas import AGENDA
from planning.views import methods

urlpatterns = [
    path("methods/", methods.list_methods, name="method-list"),
    path("methods/<slug:method_key>/", methods.show_method, name="method-show"),
    path(f"{AGENDA}methods/", methods.add_method, name="method-add"),
]
