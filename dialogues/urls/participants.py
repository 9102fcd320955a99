"""Addresses of participants and invitations. Numbers only: no name, no address, no need stands in any of them."""

from django.urls import path

from dialogues.views import invitations, participants

PEOPLE = "dialogues/<int:pk>/people/"
SESSION = "dialogues/<int:pk>/sessions/<int:session_pk>/"

urlpatterns = [
    path(PEOPLE, participants.list_participants, name="participant-list"),
    path(f"{PEOPLE}find/", participants.find_participants, name="participant-find"),
    path(f"{PEOPLE}add/", participants.add_participant, name="participant-add"),
    path(f"{PEOPLE}import/", participants.import_participants, name="participant-import"),
    path(
        f"{PEOPLE}import/template.csv",
        participants.download_import_template,
        name="participant-import-template",
    ),
    path(f"{PEOPLE}import/<int:import_pk>/", participants.preview_import, name="participant-import-preview"),
    path(
        f"{PEOPLE}import/<int:import_pk>/discard/",
        participants.discard_import,
        name="participant-import-discard",
    ),
    path(f"{PEOPLE}export/", participants.export_participants, name="participant-export"),
    path(f"{PEOPLE}<int:participant_pk>/", participants.show_participant, name="participant-show"),
    path(f"{PEOPLE}<int:participant_pk>/change/", participants.change_participant, name="participant-change"),
    path(f"{PEOPLE}<int:participant_pk>/remove/", participants.remove_participant, name="participant-remove"),
    path(f"{SESSION}access-needs/", participants.list_access_needs, name="session-access-needs"),
    path(f"{SESSION}invite/", invitations.choose_people, name="session-invite"),
    path(f"{SESSION}invite/preview/", invitations.preview_invitations, name="invitation-preview"),
    path(f"{SESSION}invite/send/", invitations.send_invitations, name="invitation-send"),
    path(f"{SESSION}invitations/", invitations.list_invitations, name="invitation-list"),
    path(
        f"{SESSION}invitations/<int:invitation_pk>/again/",
        invitations.send_invitation_again,
        name="invitation-again",
    ),
    path(
        f"{SESSION}invitations/<int:invitation_pk>/withdraw/",
        invitations.withdraw_invitation,
        name="invitation-withdraw",
    ),
    path(
        f"{SESSION}invitations/<int:invitation_pk>/letter/",
        invitations.print_invitation,
        name="invitation-letter",
    ),
]
