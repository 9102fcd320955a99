"""What the clock nudges in this room."""

from celery import shared_task

from accounts.services import sign_in


@shared_task
def forget_ended_sign_ins() -> None:
    sign_in.forget_ended()
