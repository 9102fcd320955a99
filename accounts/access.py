"""Whether a request may pass: who needs no sign-in, whose agency this is, where the client sits.

Everything is closed unless its view is marked `public` or `private_link`. What a person may not see does not
exist for them (404); a member without the right is told why (403, `NotAllowed`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import Agency, MemberInvitation, Membership, ReviewMembership, User
from accounts.permissions import may_manage_agency

View = Callable[..., HttpResponse]

PERSON_COOKIE_SALT = "accounts.person"
LINK_MINUTES = 20
BAD_LINKS_AT_MOST, BAD_LINKS_SECONDS = 30, 10 * 60  # from one client: more than a crowd with a broken letter


# --- who needs no sign-in -------------------------------------------------------------------------


def public(view: View) -> View:
    """Anyone may come in. The access sweep holds the list of views marked so."""
    marked = login_not_required(view)
    marked.is_public = True
    return marked


def unlisted(view: View) -> View:
    """Kept out of search engines, whatever it answers: its address holds a secret or names a person's letter."""

    @wraps(view)
    def not_to_be_listed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return not_to_be_listed


def slow_for_guessers(view: View) -> View:
    """After many links that open nothing from one client, the answer is 429 and when to come again.

    A link that opens something always does: a whole town hall may share one address.
    """

    @wraps(view)
    def with_patience(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 404 or not is_too_often(
            request, "bad-link", at_most=BAD_LINKS_AT_MOST, seconds=BAD_LINKS_SECONDS
        ):
            return response
        minutes = BAD_LINKS_SECONDS // 60
        response = render(request, "429.html", {"minutes": minutes}, status=429)
        response.headers["Retry-After"] = str(BAD_LINKS_SECONDS)
        return response

    return with_patience


def private_link(view: View) -> View:
    """The address itself is a secret: public, kept out of search engines, never told to the next site.

    Only for the first hop, which puts the secret into a cookie and goes on to an address without it. A page
    with a form must not be marked so: without a referrer, browsers send `Origin: null` and it is refused.
    Who tries many that open nothing is slowed down.
    """

    @wraps(view)
    def first_hop(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return public(unlisted(slow_for_guessers(first_hop)))


def reviewer_only(view: View) -> View:
    """Pages for people of a review organization; for everyone else they do not exist."""

    @wraps(view)
    def for_reviewers(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not ReviewMembership.objects.filter(user=request.user).exists():
            raise Http404
        return view(request, *args, **kwargs)

    return for_reviewers


# --- whose agency this is -------------------------------------------------------------------------


def agency_for(request: HttpRequest, pk: int) -> Agency:
    """An agency that the person is a member of."""
    return get_object_or_404(Agency.objects.of_member(request.user), pk=pk)


def managed_agency_for(request: HttpRequest, pk: int) -> Agency:
    """The same, for its administrators; other members learn whom to ask."""
    agency = agency_for(request, pk)
    may_manage_agency(request.user, agency).require()
    return agency


def membership_for(request: HttpRequest, pk: int, membership_pk: int) -> Membership:
    agency = managed_agency_for(request, pk)
    return get_object_or_404(agency.memberships.select_related("user", "agency"), pk=membership_pk)


def invitation_for(request: HttpRequest, pk: int, invitation_pk: int) -> MemberInvitation:
    agency = managed_agency_for(request, pk)
    return get_object_or_404(agency.member_invitations.with_place().unsettled(), pk=invitation_pk)


# --- where the request comes from and where it may go -----------------------------------------------


def client_address(request: HttpRequest) -> str:
    """The client's address as our own proxies saw it; what the client says of itself counts for nothing.

    An IPv6 household or phone has a whole /64 network, so that is what is counted.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    told = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUSTED_PROXIES else ""
    hops = [*(hop.strip() for hop in told.split(",") if hop.strip()), peer]
    try:
        address = ip_address(hops[max(len(hops) - 1 - settings.TRUSTED_PROXIES, 0)])
    except ValueError:
        return peer
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)


def is_too_often(request: HttpRequest, what: str, *, at_most: int, seconds: int, who: str = "") -> bool:
    """Count one more of something from this client's address; says whether it has been more than enough.

    `who` counts by that instead of the address.

    When counts cannot be kept, nothing has been too often: a broken cache must not lock anybody out.
    """
    key = f"asked:{what}:{who or client_address(request)}"
    try:
        with transaction.atomic():  # a failed count must not spoil what the request does besides
            return not cache.add(key, 1, timeout=seconds) and cache.incr(key) > at_most
    except (ValueError, DatabaseError, OSError):  # it ran out just now, or the cache is away
        return False


def came_from(request: HttpRequest) -> str:
    """The page of ours that the person was on, or nothing."""
    referrer = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(referrer)
    return inner_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def inner_path(address: str) -> str:
    """The address when it is a path of ours; nothing for every other site and for anything doubtful."""
    is_plain = address.startswith("/") and address.isprintable() and " " not in address
    return address if is_plain and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def next_path(request: HttpRequest) -> str:
    """Where to go after signing in: the `next` that was asked for, if it is ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return inner_path(wanted) or resolve_url(settings.LOGIN_REDIRECT_URL)


def speak(response: HttpResponse, language: str) -> HttpResponse:
    """Remember the language of this browser, for as long as it keeps cookies."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        secure=settings.IS_SECURE_ORIGIN,
        httponly=True,
        samesite="Lax",
    )
    return response


# --- coming in ------------------------------------------------------------------------------------


def admit(request: HttpRequest, response: HttpResponse, user: User) -> HttpResponse:
    """Sign the person in with a new session key, and remember on this browser who it was.

    The signed cookie outlives the sign-in by an hour: it says whose typed text may be given back to whom.
    """
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session["signed_in_at"] = request.session["seen_at"] = timezone.now().timestamp()
    response.set_signed_cookie(
        settings.PERSON_COOKIE_NAME,
        user.pk,
        salt=PERSON_COOKIE_SALT,
        max_age=settings.SESSION_TOTAL_SECONDS + settings.SESSION_COOKIE_AGE,
        secure=settings.IS_SECURE_ORIGIN,
        httponly=True,
        samesite="Lax",
    )
    return forget_pages(response)


def forget_person(response: HttpResponse) -> HttpResponse:
    """After signing out: no page left to go back to, and no word of who it was."""
    response.delete_cookie(settings.PERSON_COOKIE_NAME, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def forget_pages(response: HttpResponse) -> HttpResponse:
    """Where a person lands whose time ran out, and when another one comes in: no kept page of an incident stays."""
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def last_person(request: HttpRequest) -> int | None:
    """Who was last signed in on this browser and did not sign out."""
    value = request.get_signed_cookie(
        settings.PERSON_COOKIE_NAME,
        default="",
        salt=PERSON_COOKIE_SALT,
        max_age=settings.SESSION_TOTAL_SECONDS + settings.SESSION_COOKIE_AGE,
    )
    return int(value) if value.isdecimal() else None


@dataclass(frozen=True)
class TimeLeft:
    """Seconds until a person is signed out: without a click, and whatever happens."""

    idle: int
    total: int

    def __str__(self) -> str:
        return f"{self.idle} {self.total}"


def time_left(request: HttpRequest, now: float) -> TimeLeft:
    """How long this sign-in lasts from `now` (a POSIX time in seconds), unless a click renews it."""
    seen_at, signed_in_at = (request.session.get(name, now) for name in ("seen_at", "signed_in_at"))
    idle = seen_at + settings.SESSION_COOKIE_AGE - now
    total = signed_in_at + settings.SESSION_TOTAL_SECONDS - now
    return TimeLeft(max(int(idle), 0), max(int(total), 0))


# --- secrets of letters, between the first hop and the form -----------------------------------------


def carry_link(response: HttpResponse, purpose: str, secret: str) -> HttpResponse:
    """Move the secret of a letter's link from the address into a cookie, for twenty minutes."""
    response.set_cookie(
        settings.ACCOUNT_LINK_COOKIE_NAME,
        f"{purpose}:{secret}",
        max_age=LINK_MINUTES * 60,
        secure=settings.IS_SECURE_ORIGIN,
        httponly=True,
        samesite="Lax",
    )
    return response


def carried_link(request: HttpRequest, purpose: str) -> str:
    kept, _colon, secret = request.COOKIES.get(settings.ACCOUNT_LINK_COOKIE_NAME, "").partition(":")
    return secret if kept == purpose else ""


def put_down_link(response: HttpResponse) -> HttpResponse:
    """The link did its work."""
    response.delete_cookie(settings.ACCOUNT_LINK_COOKIE_NAME, samesite="Lax")
    return response
