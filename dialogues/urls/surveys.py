"""Addresses of the sheet after a session."""

from django.urls import path

from dialogues.views import surveys

urlpatterns = [
    path("s/<str:token>/", surveys.open_survey, name="survey-open"),
    path("survey/", surveys.answer_survey, name="survey-answer"),
    path("dialogues/<int:pk>/sessions/<int:session_pk>/survey/", surveys.show_results, name="survey-results"),
]
