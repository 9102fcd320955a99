"""Addresses of the home page and of plans."""

from django.urls import path

from planning.views import next as next_views
from planning.views import plans

urlpatterns = [
    path("", next_views.show_next, name="next"),
    path("dialogues/<int:pk>/plan/", plans.show_plan, name="plan-show"),
    path("dialogues/<int:pk>/plan/start/", plans.start_plan, name="plan-start"),
    path("dialogues/<int:pk>/plan/next-steps/", plans.show_next_steps, name="next-steps-panel"),
    path("dialogues/<int:pk>/plan/steps/<int:step_pk>/", plans.show_step, name="step-show"),
    path("dialogues/<int:pk>/plan/steps/<int:step_pk>/ticks/", plans.save_ticks, name="step-ticks"),
    path("dialogues/<int:pk>/plan/steps/<int:step_pk>/finish/", plans.finish_step, name="step-finish"),
    path("dialogues/<int:pk>/plan/steps/<int:step_pk>/skip/", plans.skip_step, name="step-skip"),
    path("dialogues/<int:pk>/plan/steps/<int:step_pk>/reopen/", plans.reopen_step, name="step-reopen"),
    path("dialogues/<int:pk>/plan/steps/<int:step_pk>/arrange/", plans.arrange_step, name="step-arrange"),
]
