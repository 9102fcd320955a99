"""The program's addresses and a few pages that only tests need: one that refuses, one that forbids, clocks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone, translation

from accounts import access
from accounts.errors import NotAllowed
from accounts.models import User
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as program
from records.errors import Refusal

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def refuse_after_change(request: HttpRequest) -> HttpResponse:
    User.objects.filter(pk=request.user.pk).update(full_name="changed")
    raise Refusal("The sky falls. Try tomorrow.")


def forbid_after_change(request: HttpRequest) -> HttpResponse:
    User.objects.filter(pk=request.user.pk).update(full_name="changed")
    raise NotAllowed("Only the liaison does this.")


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret words of the program")


def tell_time(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{timezone.get_current_timezone_name()} {translation.get_language()}")


@access.public
def tell_anyone_time(request: HttpRequest) -> HttpResponse:
    return tell_time(request)


@access.reviewer_only
def tell_reviewers_time(request: HttpRequest) -> HttpResponse:
    return tell_time(request)


@access.private_link
def open_secret(request: HttpRequest, token: str) -> HttpResponse:
    return tell_time(request)


urlpatterns = [
    path("refuse/", refuse_after_change),
    path("forbid/", forbid_after_change),
    path("fail/", fail),
    path("time/", tell_time),
    path("open-time/", tell_anyone_time),
    path("review/", tell_reviewers_time),
    path("secret/<str:token>/", open_secret),
    *program,
]
