"""Addresses of commitments, for the team."""

from django.urls import path

from dialogues.views import commitments

ONE = "dialogues/<int:pk>/commitments/<int:commitment_pk>/"

urlpatterns = [
    path("dialogues/<int:pk>/commitments/", commitments.list_commitments, name="commitment-list"),
    path("dialogues/<int:pk>/commitments/make/", commitments.make_commitment, name="commitment-make"),
    path(
        "dialogues/<int:pk>/commitments/publish/", commitments.publish_commitments, name="commitments-publish"
    ),
    path(ONE, commitments.show_commitment, name="commitment-show"),
    path(f"{ONE}change/", commitments.change_commitment, name="commitment-change"),
    path(f"{ONE}postpone/", commitments.postpone_commitment, name="commitment-postpone"),
    path(f"{ONE}report/", commitments.report_commitment, name="commitment-report"),
]
