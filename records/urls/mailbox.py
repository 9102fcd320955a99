"""Addresses of the development mailbox; config/urls.py includes them only where there is one."""

from django.urls import path

from records.views import mailbox

app_name = "mailbox"
urlpatterns = [
    path("", mailbox.list_messages, name="message-list"),
    path("<str:key>/", mailbox.show_message, name="message-show"),
    path("<str:key>/files/<int:number>/", mailbox.download_file, name="file-download"),
]
