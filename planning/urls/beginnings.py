"""Addresses of beginnings: what brings you here, how ready the agency is, and where the words come from."""

from django.urls import path

from planning.views import beginnings, sources

urlpatterns = [
    path("sources/", sources.show_sources, name="sources"),
    path("begin/", beginnings.show_tracks, name="begin"),
    path("agencies/<int:pk>/readiness/", beginnings.show_readiness, name="readiness-show"),
    path("agencies/<int:pk>/readiness/start/", beginnings.start_readiness, name="readiness-start"),
]
