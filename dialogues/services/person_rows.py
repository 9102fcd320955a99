"""Holding on to a person's row while it is decided on which side they stand. Taken after dialogues and incidents."""

from accounts.models import User


def lock_person(user: User) -> None:
    """A person's seats, places on teams and roles are given one after the other, so that each sees the others."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
