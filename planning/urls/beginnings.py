"""Addresses of beginnings: what brings you here, and how ready the agency is."""

from django.urls import path

from planning.views import beginnings

urlpatterns = [
    path("begin/", beginnings.show_tracks, name="begin"),
    path("agencies/<int:pk>/readiness/", beginnings.show_readiness, name="readiness-show"),
    path("agencies/<int:pk>/readiness/start/", beginnings.start_readiness, name="readiness-start"),
]
