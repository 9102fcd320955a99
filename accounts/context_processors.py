"""What the frame of every page needs to know. Nothing is asked of the database until a template reads it."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest  # noqa: TID251 - a type only
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.access import TimeLeft, time_left
from accounts.models import ReviewMembership
from accounts.permissions import memberships_of
from accounts.roles import ROLE_PERMISSIONS, Permission


class Frame:
    """The person looking, in at most two queries. Works where a request never came to know its person."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._user: Any = getattr(request, "user", None)

    @cached_property
    def signed_in(self) -> bool:
        return self._user is not None and self._user.is_authenticated

    @cached_property
    def time_left(self) -> TimeLeft | None:
        """How long the person stays signed in; nothing where nobody is, or where a page has no session."""
        if not self.signed_in or not hasattr(self._request, "session"):
            return None
        return time_left(self._request, timezone.now().timestamp())

    @property
    def idle_minutes(self) -> int:
        return settings.SESSION_COOKIE_AGE // 60

    @cached_property
    def name(self) -> str:
        return self._user.full_name if self.signed_in else ""

    @cached_property
    def _memberships(self) -> list[tuple[int, str, list[str]]]:
        return memberships_of(self._user) if self.signed_in else []

    @cached_property
    def _reviews_for(self) -> list[str]:
        if not self.signed_in:
            return []
        rows = ReviewMembership.objects.filter(user=self._user).order_by("organization__short_name")
        return list(rows.values_list("organization__short_name", flat=True))

    @cached_property
    def agencies(self) -> list[str]:
        """Names of the person's agencies and review organizations."""
        return [*(name for _pk, name, _roles in self._memberships), *self._reviews_for]

    @cached_property
    def managed_agency(self) -> int | None:
        """The agency whose members this person looks after: the first one, where there are several."""
        return self._first_with(Permission.AGENCY_MANAGE)

    @cached_property
    def read_agency(self) -> int | None:
        """The agency whose record this person reads without a seat."""
        return self._first_with(Permission.RECORD_READ)

    @cached_property
    def readiness_agency(self) -> int | None:
        """The agency whose readiness this person keeps or reads: the first one, where there are several."""
        return self._first_with(Permission.READINESS_READ)

    @cached_property
    def may_open_incident(self) -> bool:
        return self._holds(Permission.INCIDENT_OPEN)

    @cached_property
    def may_open_dialogue(self) -> bool:
        return self._holds(Permission.DIALOGUE_OPEN)

    def _holds(self, permission: str) -> bool:
        return self._first_with(permission) is not None

    def _first_with(self, permission: str) -> int | None:
        found = (pk for pk, _name, roles in self._memberships if _grants(roles, permission))
        return next(found, None)

    @cached_property
    def is_reviewer(self) -> bool:
        return bool(self._reviews_for)

    @property
    def help_email(self) -> str:
        return settings.SUPPORT_EMAIL

    @cached_property
    def mailbox_url(self) -> str:
        """Where development reads what was sent; the address does not exist in production."""
        try:
            return reverse("mailbox:message-list")
        except NoReverseMatch:
            return ""


def _grants(roles: list[str], permission: str) -> bool:
    return any(permission in ROLE_PERMISSIONS.get(role, ()) for role in roles)


def frame(request: HttpRequest) -> dict[str, Frame]:
    return {"frame": Frame(request)}
