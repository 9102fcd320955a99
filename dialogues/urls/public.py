"""Addresses that strangers may open. They are printed on paper: never change them."""

from django.urls import path

from dialogues.views import public

urlpatterns = [
    path("commitments/", public.list_public, name="commitments-public-list"),
    path("commitments/<slug:public_id>/", public.show_commitments, name="commitments-public"),
    path(
        "commitments/<slug:public_id>/<int:commitment_pk>/", public.show_commitment, name="commitment-public"
    ),
]
