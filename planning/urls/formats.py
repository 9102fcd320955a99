"""Addresses of formats: the library, those that were kept in the program, and keeping an agenda as one."""

from django.urls import path

from planning.urls.agendas import AGENDA
from planning.views import formats, keeping

OWN_FORMAT = "own-formats/<int:own_format_pk>/"

urlpatterns = [
    path("formats/", formats.list_formats, name="format-list"),
    path("formats/<slug:format_key>/", formats.show_format, name="format-show"),
    path("own-formats/retired/", formats.list_retired, name="own-format-list-retired"),
    path(OWN_FORMAT, formats.show_own_format, name="own-format-show"),
    path(f"{OWN_FORMAT}change/", keeping.change_own_format, name="own-format-change"),
    path(f"{OWN_FORMAT}copy/", keeping.copy_own_format, name="own-format-copy"),
    path(f"{OWN_FORMAT}retire/", keeping.retire_own_format, name="own-format-retire"),
    path(f"{OWN_FORMAT}put-back/", keeping.put_back_own_format, name="own-format-put-back"),
    path(f"{AGENDA}keep/", keeping.keep_format, name="format-keep"),
    path(f"{AGENDA}keep/<int:own_format_pk>/", keeping.renew_format, name="format-renew"),
]
