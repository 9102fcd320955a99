"""The library of methods: finding one, reading it, and putting it on an agenda."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from planning import content
from planning.access import agenda_for
from planning.forms.methods import AddMethodForm, FindMethodsForm
from planning.models import Agenda
from planning.permissions import may_change_agenda
from planning.services import items
from planning.summaries.methods import MethodCard, MethodLibrary, item_values
from planning.views.agenda_list import context_of
from records.errors import Refusal


@require_safe
def list_methods(request: HttpRequest) -> HttpResponse:
    form = FindMethodsForm(request.GET)
    context = {"form": form, "library": MethodLibrary.of(form.wanted())}
    return render(request, "planning/methods/list.html", context)


@require_safe
def show_method(request: HttpRequest, method_key: str) -> HttpResponse:
    return render(request, "planning/methods/show.html", {"card": MethodCard(_method(method_key))})


@require_http_methods(["GET", "HEAD", "POST"])
def add_method(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """Choose a method (`?after=` an item, `?method=` one), read it, and make an item of it."""
    agenda = agenda_for(request, pk, session_pk)
    may_change_agenda(request.user, agenda.session).require()
    find = FindMethodsForm(request.GET)
    key, after = request.GET.get("method", ""), find.known("after")
    if not key:
        context = context_of(agenda) | {
            "form": find,
            "library": MethodLibrary.of(find.wanted()),
            "after": after,
            "kept": find.query(),
        }
        return render(request, "planning/methods/choose.html", context)
    method = _method(key)
    items = list(agenda.blocks.kept().order_by("position").values_list("pk", "title"))
    form = AddMethodForm(request.POST or None, method=method, items=items, after=after)
    if request.method == "POST" and form.is_valid() and (response := _add(request, agenda, method, form)):
        return response
    context = context_of(agenda) | {"card": MethodCard(method), "form": form, "kept": find.query()}
    return render(request, "planning/methods/add.html", context)


def _add(
    request: HttpRequest, agenda: Agenda, method: content.Method, form: AddMethodForm
) -> HttpResponse | None:
    """Back to the agenda, at the new item; nothing when it was refused, and the form says why."""
    values = item_values(method, form.cleaned_data["minutes"])
    after, key = form.place(), form.cleaned_data["form_key"]
    try:
        block = items.add_item(by=request.user, agenda=agenda, values=values, after=after, form_key=key)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("“%(item)s” is on the agenda.") % {"item": block.title})
    response = redirect("planning:agenda-show", agenda.session.dialogue_id, agenda.session_id)
    response["Location"] += f"#title-{block.pk}"
    return response


def _method(key: str) -> content.Method:
    try:
        return content.method(key)
    except KeyError:
        raise Http404 from None
