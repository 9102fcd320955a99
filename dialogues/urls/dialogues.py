"""Addresses of dialogues and their record."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
