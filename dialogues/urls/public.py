"""Addresses that strangers may open."""

from django.urls import path

from dialogues.views import public

urlpatterns = [
    path("commitments/<slug:public_id>/", public.show_commitments, name="commitments-public"),
    path(
        "commitments/<slug:public_id>/<int:commitment_pk>/", public.show_commitment, name="commitment-public"
    ),
]
