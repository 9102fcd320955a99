"""Addresses of agendas."""

from django.urls import path

from planning.views import agendas, documents, item_edits, items, packs, releases, timing, undo

AGENDA = "dialogues/<int:pk>/sessions/<int:session_pk>/agenda/"

urlpatterns = [
    path(AGENDA, agendas.show_agenda, name="agenda-show"),
    path(f"{AGENDA}panel/", agendas.show_agenda_panel, name="agenda-panel"),
    path(f"{AGENDA}change/", agendas.change_details, name="agenda-change"),
    path(f"{AGENDA}print/", documents.print_agenda, name="agenda-print"),
    path(f"{AGENDA}agenda.pdf", documents.download_agenda, name="agenda-pdf"),
    path(f"{AGENDA}late/", timing.plan_late, name="agenda-late"),
    path(f"{AGENDA}access/", timing.plan_access, name="agenda-access"),
    path(f"{AGENDA}access/accept/", timing.accept_access, name="agenda-access-accept"),
    path(f"{AGENDA}agenda.docx", documents.download_word, name="agenda-docx"),
    path(f"{AGENDA}agenda.csv", documents.download_table, name="agenda-csv"),
    path(f"{AGENDA}packs/<int:pack_pk>/", packs.show_pack, name="pack-show"),
    path(f"{AGENDA}packs/<int:pack_pk>/state/", packs.show_pack_state, name="pack-state"),
    path(f"{AGENDA}packs/<int:pack_pk>/again/", packs.ask_again, name="pack-again"),
    path(f"{AGENDA}packs/<int:pack_pk>/pack.pdf", packs.download_pack, name="pack-pdf"),
    path(f"{AGENDA}items/add/", items.add_item, name="item-add"),
    path(f"{AGENDA}items/", item_edits.refresh_list, name="item-list"),
    path(f"{AGENDA}items/<int:block_pk>/", items.show_item, name="item-show"),
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
