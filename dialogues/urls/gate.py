"""Addresses of the gate before inviting."""

from django.urls import path

from dialogues.views import gate

GATE = "dialogues/<int:pk>/gate/"

urlpatterns = [
    path(GATE, gate.show_gate, name="gate-show"),
    path(f"{GATE}checks/<slug:check>/", gate.answer_check, name="gate-answer"),
    path(f"{GATE}go-ahead/", gate.go_ahead, name="gate-go-ahead"),
    path(f"{GATE}instead/<slug:alternative>/", gate.do_instead, name="gate-instead"),
]
