"""Plain pages that anyone may read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.models import ReviewOrganization


@access.public
@require_safe
def show_privacy(request: HttpRequest) -> HttpResponse:
    context = {"reviewers": ReviewOrganization.objects.order_by("name")[:50]}
    return render(request, "pages/privacy.html", context)


@access.public
@require_safe
def show_accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html", {"help_email": settings.SUPPORT_EMAIL})
