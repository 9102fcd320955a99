"""Addresses of the dialogues room, one list a noun."""

from dialogues.urls import (
    attendance,
    charter,
    commitments,
    design_team,
    dialogues,
    gate,
    incidents,
    letters,
    notes,
    participants,
    public,
    replies,
    sessions,
    surveys,
    year,
)

app_name = "dialogues"

urlpatterns = [
    *dialogues.urlpatterns,
    *incidents.urlpatterns,
    *design_team.urlpatterns,
    *gate.urlpatterns,
    *sessions.urlpatterns,
    *participants.urlpatterns,
    *replies.urlpatterns,
    *attendance.urlpatterns,
    *letters.urlpatterns,
    *notes.urlpatterns,
    *commitments.urlpatterns,
    *surveys.urlpatterns,
    *charter.urlpatterns,
    *year.urlpatterns,
    *public.urlpatterns,
]
