"""Addresses of the history room."""

from django.urls import path

from history import views

app_name = "history"

urlpatterns = [
    path("history/", views.search, name="search"),
    path("history/export/", views.export, name="export"),
    path("history/dialogues/<int:pk>/", views.show_timeline, name="timeline"),
]
