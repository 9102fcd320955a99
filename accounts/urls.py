"""Addresses of people and agencies, and the language switch, which templates know by its bare name."""

from django.urls import include, path

from accounts.views import account, agencies, joining, members, pages, passwords, sign_in, typed_text

room = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/typed/", typed_text.show_typed_text, name="typed-text"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("sign-in/stay/", sign_in.stay_signed_in, name="sign-in-stay"),
    path("signed-out/", sign_in.signed_out, name="signed-out"),
    path("password/forgotten/", passwords.ask_password_reset, name="password-forgotten"),
    path("password/asked/", passwords.show_password_asked, name="password-asked"),
    path("password/new/", passwords.set_new_password, name="password-new"),
    path("password/new/<str:number>/<str:token>/", passwords.open_password_link, name="password-reset"),
    path("join/", joining.accept_invitation, name="join-accept"),
    path("join/<str:token>/", joining.open_join_link, name="join"),
    path("account/", account.show_account, name="account"),
    path("account/change/", account.change_account, name="account-change"),
    path("account/password/", passwords.change_password, name="password-change"),
    path("account/elsewhere/", account.sign_out_elsewhere, name="sign-out-elsewhere"),
    path("agencies/<int:pk>/", agencies.show_agency, name="agency-show"),
    path("agencies/<int:pk>/change/", agencies.change_agency, name="agency-change"),
    path("agencies/<int:pk>/members/", members.list_members, name="member-list"),
    path("agencies/<int:pk>/members/invite/", members.invite_member, name="member-invite"),
    path("agencies/<int:pk>/members/<int:membership_pk>/roles/", members.change_roles, name="member-roles"),
    path(
        "agencies/<int:pk>/members/<int:membership_pk>/remove/", members.remove_member, name="member-remove"
    ),
    path(
        "agencies/<int:pk>/invitations/<int:invitation_pk>/again/",
        members.invite_member_again,
        name="member-invitation-again",
    ),
    path(
        "agencies/<int:pk>/invitations/<int:invitation_pk>/withdraw/",
        members.withdraw_invitation,
        name="member-invitation-withdraw",
    ),
    path("privacy/", pages.show_privacy, name="page-privacy"),
    path("accessibility/", pages.show_accessibility, name="page-accessibility"),
]
urlpatterns = [
    path("language/", sign_in.set_language, name="set_language"),
    path("", include((room, "accounts"))),
]
