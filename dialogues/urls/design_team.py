"""Addresses of the design team."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
