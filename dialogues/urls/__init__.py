"""Addresses of the dialogues room, one list a noun."""

from dialogues.urls import (
    attendance,
    commitments,
    design_team,
    dialogues,
    incidents,
    letters,
    notes,
    participants,
    public,
    replies,
    sessions,
    surveys,
)

app_name = "dialogues"

urlpatterns = [
    *dialogues.urlpatterns,
    *incidents.urlpatterns,
    *design_team.urlpatterns,
    *sessions.urlpatterns,
    *participants.urlpatterns,
    *replies.urlpatterns,
    *attendance.urlpatterns,
    *letters.urlpatterns,
    *notes.urlpatterns,
    *commitments.urlpatterns,
    *surveys.urlpatterns,
    *public.urlpatterns,
]
