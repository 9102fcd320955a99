"""Addresses of agendas."""

from django.urls import path

from planning.views import agendas, documents

AGENDA = "dialogues/<int:pk>/sessions/<int:session_pk>/agenda/"

urlpatterns = [
    path(AGENDA, agendas.show_agenda, name="agenda-show"),
    path(f"{AGENDA}change/", agendas.change_details, name="agenda-change"),
    path(f"{AGENDA}print/", documents.print_agenda, name="agenda-print"),
    path(f"{AGENDA}agenda.pdf", documents.download_agenda, name="agenda-pdf"),
    path(f"{AGENDA}items/add/", agendas.add_item, name="item-add"),
    path(f"{AGENDA}items/<int:block_pk>/change/", agendas.change_item, name="item-change"),
    path(f"{AGENDA}items/<int:block_pk>/move/", agendas.move_item, name="item-move"),
    path(f"{AGENDA}items/<int:block_pk>/remove/", agendas.remove_item, name="item-remove"),
    path(f"{AGENDA}items/<int:block_pk>/restore/", agendas.restore_item, name="item-restore"),
]
