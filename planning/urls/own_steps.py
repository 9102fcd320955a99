"""Addresses of an agency's own steps, and of what a running plan takes over."""

from django.urls import path

from planning.views import adoption, own_steps

OWN_STEPS = "agencies/<int:pk>/own-steps/"

urlpatterns = [
    path("plans/<int:plan_pk>/adopt/", adoption.adopt, name="plan-adopt"),
    path("plans/<int:plan_pk>/add-step/", adoption.add_step, name="plan-add-step"),
    path(OWN_STEPS, own_steps.list_own_steps, name="own-step-list"),
    path(f"{OWN_STEPS}write/", own_steps.write_own_step, name="own-step-write"),
    path(f"{OWN_STEPS}<int:own_step_pk>/change/", own_steps.change_own_step, name="own-step-change"),
    path(f"{OWN_STEPS}<int:own_step_pk>/retire/", own_steps.retire_own_step, name="own-step-retire"),
    path(f"{OWN_STEPS}<int:own_step_pk>/put-back/", own_steps.put_back_own_step, name="own-step-put-back"),
]
