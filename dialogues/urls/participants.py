"""Addresses of participants and invitations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
