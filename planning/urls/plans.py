"""Addresses of the home page, of plans and of their steps."""

from django.urls import path

from planning.views import next as next_views
from planning.views import plans, steps

STEP = "steps/<int:step_pk>/"

urlpatterns = [
    path("", next_views.show_next, name="next"),
    path("dialogues/<int:pk>/plan/", plans.show_plan, name="plan-show"),
    path("dialogues/<int:pk>/plan/start/", plans.start_plan, name="plan-start"),
    path("dialogues/<int:pk>/plan/next-steps/", plans.show_next_steps, name="next-steps-panel"),
    path("plans/<int:plan_pk>/assign/", plans.assign_several, name="plan-assign"),
    path(STEP, steps.show_step, name="step-show"),
    path(f"{STEP}ticks/", steps.save_ticks, name="step-ticks"),
    path(f"{STEP}note/", steps.note_step, name="step-note"),
    path(f"{STEP}finish/", steps.finish_step, name="step-finish"),
    path(f"{STEP}skip/", steps.skip_step, name="step-skip"),
    path(f"{STEP}reopen/", steps.reopen_step, name="step-reopen"),
    path(f"{STEP}arrange/", steps.arrange_step, name="step-arrange"),
]
