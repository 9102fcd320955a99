"""Addresses of the case library."""

from django.urls import path

from casestudies import views

app_name = "casestudies"

urlpatterns = [
    path("cases/", views.list_cases, name="case-list"),
    path("cases/<slug:key>/", views.show_case, name="case-show"),
]
