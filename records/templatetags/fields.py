"""What the USWDS template pack needs to know about a form field: its widget, its options, its marks."""

import copy
from datetime import datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

# Browsers offer their own calendar and clock for these types; they want ISO values whatever the language.
NATIVE = (
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.DateInput, "date", "%Y-%m-%d"),
    (forms.TimeInput, "time", "%H:%M"),
)
CSS_CLASSES = (
    (forms.CheckboxInput, "usa-checkbox__input"),
    (forms.CheckboxSelectMultiple, "usa-checkbox__input"),  # before RadioSelect, which it is a kind of
    (forms.RadioSelect, "usa-radio__input usa-radio__input--tile"),
    (forms.Select, "usa-select"),
    (forms.Textarea, "usa-textarea"),
    (forms.FileInput, "file-field"),
)


def css_class(widget: forms.Widget) -> str:
    """The classes a widget was given, with the one its kind has in USWDS."""
    own = next((name for kind, name in CSS_CLASSES if isinstance(widget, kind)), "usa-input")
    return f"{own} {widget.attrs.get('class', '')}".strip()


def native(widget: forms.Widget, value: Any = None) -> forms.Widget:
    """A copy of `widget` as browsers know it best. The form's own widget is never changed.

    Browsers empty a calendar, clock or number field that holds anything else, so words that were refused, and
    numbers altogether, are shown in a plain field: what was typed stays.
    """
    widget = copy.deepcopy(widget)
    if isinstance(widget, forms.MultiWidget):
        parts = widget.decompress(value) if not isinstance(value, list) else value
        widget.widgets = [native(part, typed) for part, typed in zip(widget.widgets, parts, strict=False)]
    for kind, input_type, iso in NATIVE:
        if isinstance(widget, kind) and not _is_foreign(value, iso):
            widget.input_type, widget.format = input_type, iso
            widget.supports_microseconds = False
            return widget
    if isinstance(widget, forms.NumberInput):
        plain = _without(widget.attrs, "min", "max", "step")
        return forms.TextInput({"inputmode": "numeric", "size": 6} | plain)
    if isinstance(widget, forms.ClearableFileInput):
        return forms.FileInput(attrs=widget.attrs)
    # Django's own default is too tall for a sentence or two.
    if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":
        widget.attrs = {"rows": 5} | _without(widget.attrs, "rows", "cols")
    return widget


def _is_foreign(value: Any, iso: str) -> bool:
    if not isinstance(value, str) or not value:
        return False
    try:
        datetime.strptime(value, iso)  # noqa: DTZ007 - only its shape is asked
    except ValueError:
        return True
    return False


def _without(attrs: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in attrs.items() if name not in names}


@register.filter
def field_kind(field: BoundField) -> str:
    """Which shape the field takes on the page: checkbox, choices, file, parts or input."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "parts" if field.use_fieldset else "input"


@register.filter
def usa_widget(field: BoundField) -> SafeString:
    """The widget with its USWDS class.

    No `maxlength` reaches the browser: it would cut what a person pastes without a word.
    """
    widget = native(field.field.widget, field.value())
    attrs: dict[str, Any] = {"class": css_class(widget)}
    if "maxlength" in widget.attrs:
        attrs["maxlength"] = False
    if room_for(field):
        attrs["data-count"] = room_for(field)
        attrs["aria-describedby"] = f"{field.aria_describedby or ''} {field.auto_id}_room".strip()
    for part in getattr(widget, "widgets", ()):
        part.attrs["class"] = css_class(part)
    return field.as_widget(widget=widget, attrs=attrs)


@register.filter
def room_for(field: BoundField) -> int | None:
    """How many characters a long text may have, when the form limits it."""
    limit = field.field.widget.attrs.get("maxlength")
    return int(limit) if limit and isinstance(field.field.widget, forms.Textarea) else None


@register.filter
def usa_options(field: BoundField) -> list[dict[str, Any]]:
    """Radio buttons or check boxes, one by one: input, label, id, and the hint the form gave for the value.

    A form gives hints as `field.option_hints = {value: sentence}`.
    """
    hints = getattr(field.field, "option_hints", {})
    return [_option(bound, hints) for bound in field.subwidgets]


def _option(bound: BoundWidget, hints: dict[Any, Any]) -> dict[str, Any]:
    bound.data["attrs"]["class"] = css_class(bound.parent_widget)
    hint = hints.get(bound.data["value"], "")
    if hint:
        bound.data["attrs"]["aria-describedby"] = f"{bound.id_for_label}_hint"
    return {"input": bound.tag(), "label": bound.choice_label, "id": bound.id_for_label, "hint": hint}


@register.filter
def is_marked_optional(field: BoundField) -> bool:
    """Optional fields say so. Forms in which everything is optional set `marks_optional = False`."""
    return not field.field.required and getattr(field.form, "marks_optional", True)


@register.filter
def error_target(field: BoundField) -> str:
    """The id that the error summary links to: the first input of the field."""
    if field_kind(field) in {"choices", "parts"}:
        return f"{field.auto_id}_0"
    return field.id_for_label


@register.filter
def spoken_label(field: BoundField) -> str:
    """The label as the start of a sentence: "Title:", but "Will you come?"."""
    label = str(field.label)
    return label if label.endswith(("?", ".", ":")) else f"{label}:"


@register.filter
def told_errors(field: BoundField) -> list[str]:
    """The field's errors, with Django's one sentence for everything empty said as what to do."""
    standard = str(forms.Field.default_error_messages["required"])
    return [str(_what_to_do(field)) if error == standard else error for error in field.errors]


def _what_to_do(field: BoundField) -> Any:
    if isinstance(field.field.widget, forms.CheckboxSelectMultiple):
        return _("Choose at least one")
    if isinstance(field.field.widget, forms.Select | forms.RadioSelect):
        return _("Choose one")
    special = {"checkbox": _("Tick this box to go on"), "file": _("Choose a file")}
    return special.get(field_kind(field), _("Fill this in"))


@register.filter
def fields_with_errors(form: forms.BaseForm) -> list[BoundField]:
    """The visible fields that were refused, in the order of the form."""
    return [field for field in form.visible_fields() if field.errors]
