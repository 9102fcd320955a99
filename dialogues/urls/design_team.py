"""Addresses of the design team."""

from django.urls import path

from dialogues.views import conflicts, design_team

TEAM = "dialogues/<int:pk>/design-team/"

urlpatterns = [
    path(TEAM, design_team.list_design_team, name="design-team-list"),
    path(f"{TEAM}add/", design_team.add_member, name="design-team-add"),
    path(f"{TEAM}sign-off/", design_team.sign_off, name="design-team-sign-off"),
    path(f"{TEAM}seat-liaison/", design_team.seat_liaison, name="design-team-seat-liaison"),
    path("seats/<str:token>/", design_team.accept_seat, name="seat-accept"),
    path(f"{TEAM}<int:member_pk>/change/", design_team.change_member, name="design-team-change"),
    path(f"{TEAM}<int:member_pk>/leave/", design_team.leave_design_team, name="design-team-leave"),
    path(f"{TEAM}<int:member_pk>/agreement/", design_team.record_agreement, name="design-team-agreement"),
    path(f"{TEAM}<int:member_pk>/conflicts/", conflicts.declare, name="design-team-declare"),
]
