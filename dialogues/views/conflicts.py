"""Declaring on conflicts of interest."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues import permissions
from dialogues.access import member_for
from dialogues.errors import ChangedMeanwhile
from dialogues.forms.gate import DeclareForm
from dialogues.models import ConflictDeclaration
from dialogues.services import conflicts
from records.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """For oneself; for people without an account, the liaison writes down what they said."""
    member = member_for(request, pk, member_pk)
    permissions.may_declare(request.user, member).require()
    seen = ConflictDeclaration.objects.filter(member=member).select_related("declared_by").first()
    form = DeclareForm(request.POST or None, seen=seen)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            conflicts.declare(by=request.user, member=member, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
            status = 409 if isinstance(refusal, ChangedMeanwhile) else 200
        else:
            messages.success(request, _("The declaration is kept."))
            return redirect("dialogues:design-team-list", pk)
    context = {
        "dialogue": member.dialogue,
        "active": "overview",
        "member": member,
        "form": form,
        "seen": seen,
    }
    return render(request, "dialogues/design_team/declare.html", context, status=status)
