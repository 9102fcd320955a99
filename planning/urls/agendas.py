"""Addresses of agendas."""

from django.urls import path

from planning.views import agendas, documents, item_edits, items, releases, undo

AGENDA = "dialogues/<int:pk>/sessions/<int:session_pk>/agenda/"

urlpatterns = [
    path(AGENDA, agendas.show_agenda, name="agenda-show"),
    path(f"{AGENDA}panel/", agendas.show_agenda_panel, name="agenda-panel"),
    path(f"{AGENDA}change/", agendas.change_details, name="agenda-change"),
    path(f"{AGENDA}print/", documents.print_agenda, name="agenda-print"),
    path(f"{AGENDA}agenda.pdf", documents.download_agenda, name="agenda-pdf"),
    path(f"{AGENDA}items/add/", items.add_item, name="item-add"),
    path(f"{AGENDA}items/", item_edits.refresh_list, name="item-list"),
    path(f"{AGENDA}items/<int:block_pk>/change/", item_edits.change_item, name="item-change"),
    path(f"{AGENDA}items/<int:block_pk>/minutes/", item_edits.retime_item, name="item-retime"),
    path(f"{AGENDA}items/<int:block_pk>/copy/", items.copy_item, name="item-copy"),
    path(f"{AGENDA}items/<int:block_pk>/move/", items.move_item, name="item-move"),
    path(f"{AGENDA}items/<int:block_pk>/remove/", items.remove_item, name="item-remove"),
    path(f"{AGENDA}items/<int:block_pk>/restore/", items.restore_item, name="item-restore"),
    path(f"{AGENDA}undo/", undo.undo_change, name="agenda-undo"),
    path(f"{AGENDA}redo/", undo.redo_change, name="agenda-redo"),
    path(f"{AGENDA}releases/", releases.list_releases, name="release-list"),
    path(f"{AGENDA}releases/<int:number>/", releases.show_release, name="release-show"),
    path(f"{AGENDA}releases/<int:number>/confirm/", releases.confirm_release, name="release-confirm"),
    path(f"{AGENDA}releases/<int:number>/take-back/", releases.take_back, name="release-take-back"),
]
