"""Addresses of the public pages of a dialogue."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
