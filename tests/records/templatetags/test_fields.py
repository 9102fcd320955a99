"""The template pack: labels and errors belong to their inputs, and what was typed stays."""

import re

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template

from records.templatetags import fields


class Sample(forms.Form):
    title = forms.CharField(max_length=20, help_text="Short.")
    purpose = forms.CharField(widget=forms.Textarea(attrs={"maxlength": 50}), required=False)
    way = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "In person"), ("b", "By phone")])
    days = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[("m", "Monday")])
    on = forms.DateField()
    seats = forms.IntegerField(required=False, min_value=1)
    people = forms.FileField(required=False)
    is_agreed = forms.BooleanField(label="We agreed")
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def render(form: forms.Form) -> str:
    return Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))


def test_every_input_has_a_label_or_legend() -> None:
    html = render(Sample())
    ids = re.findall(r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]* id="([^"]+)"', html)
    assert len(ids) == 9
    assert all(f'for="{name}"' in html for name in ids)
    assert html.count("<legend") == 2


def test_only_optional_fields_are_marked() -> None:
    form = Sample()
    assert [name for name in form.fields if fields.is_marked_optional(form[name])] == [
        "purpose", "seats", "people", "key",
    ]  # fmt: skip
    form.marks_optional = False
    assert "(optional)" not in render(form)


def test_error_stands_beside_its_field_and_in_the_summary() -> None:
    html = render(Sample({"title": ""}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_error"' in html
    assert '<a href="#id_title">Title: Fill this in</a>' in html
    assert '<a href="#id_way_0">Way: Choose one</a>' in html
    assert '<a href="#id_is_agreed">We agreed: Tick this box to go on</a>' in html


def test_errors_of_the_whole_form_come_first() -> None:
    form = Sample({"title": "x"})
    form.add_error(None, "Someone saved first.")
    assert re.search(r"error-summary__list\">\s*<li>Someone saved first.</li>", render(form))


@pytest.mark.parametrize(("name", "typed"), [("on", "next Tuesday"), ("seats", "about 20")])
def test_refused_words_stay_in_a_plain_field(name: str, typed: str) -> None:
    html = fields.usa_widget(Sample({name: typed})[name])
    assert f'value="{typed}"' in html
    assert 'type="text"' in html


def test_dates_use_the_calendar_of_the_browser() -> None:
    html = fields.usa_widget(Sample({"on": "2026-12-08"})["on"])
    assert 'type="date"' in html
    assert 'value="2026-12-08"' in html


def test_nothing_typed_is_cut_by_the_browser() -> None:
    html = render(Sample())
    assert "maxlength" not in html
    assert 'data-count="50"' in html
    assert 'aria-describedby="id_purpose_room"' in html


def test_the_form_itself_is_not_changed_by_showing_it() -> None:
    form = Sample({"on": "soon"})
    render(form)
    assert form.fields["title"].widget.attrs == {"maxlength": "20"}
    assert form.fields["on"].widget.input_type == "text"


def test_choices_show_the_hint_of_the_form() -> None:
    form = Sample()
    form.fields["way"].option_hints = {"b": "We call you."}
    html = render(form)
    assert 'aria-describedby="id_way_1_hint"' in html
    assert re.search(r'id="id_way_1_hint">We call you.</span>', html)


def test_layouts_use_the_pack() -> None:
    form = Sample()
    form.helper = FormHelper()
    form.helper.layout = Layout(Fieldset("When", Row("on", "seats")), Submit("save", "Save session"))
    html = render_crispy_form(form)
    assert '<legend class="usa-legend usa-legend--large">When</legend>' in html
    assert "field-row" in html
    assert re.search(r'<button type="submit"[^>]*class="usa-button\s*"', html)


def test_label_that_asks_keeps_its_question_mark() -> None:
    form = Sample()
    form.fields["way"].label = "How will you come?"
    assert fields.spoken_label(form["way"]) == "How will you come?"
