"""The parts of a draft: what is typed becomes the body, and comes back as it was."""

from typing import Any

import pytest
from django.utils import timezone

from casestudies.choices import Part
from casestudies.content import Body
from casestudies.forms.drafts import SIMPLE_PARTS, PartForm, StartForm
from casestudies.forms.rows import OutcomesForm, SourcesForm
from tests.factories.accounts import AgencyFactory
from tests.factories.casestudies import whole_body

AHEAD = timezone.localdate().year + 1
SOURCES = [("s1", "Public commitments of the dialogue")]


def form_of(kind: type[PartForm], body: Body, typed: dict[str, Any] | None = None) -> PartForm:
    options: dict[str, Any] = {"sources": SOURCES} if kind is OutcomesForm else {}
    shown = kind(current=kind.current_of(body), version=1, **options)
    data = {name: shown[name].value() for name in shown.fields}
    data = {name: value for name, value in data.items() if value is not None} | (typed or {})
    return kind(data, current=kind.current_of(body), version=1, **options)


@pytest.mark.parametrize("kind", [*SIMPLE_PARTS.values(), SourcesForm, OutcomesForm])
def test_saving_without_a_change_changes_nothing(kind: type[PartForm]) -> None:
    body = whole_body()
    form = form_of(kind, body)
    assert form.is_valid(), form.errors
    assert form.values() == {name: body[name] for name in form.values()}
    assert form.changes() == {}


@pytest.mark.parametrize("kind", [*SIMPLE_PARTS.values(), SourcesForm, OutcomesForm])
def test_an_empty_part_may_be_saved(kind: type[PartForm]) -> None:
    form = form_of(kind, {})
    assert form.is_valid(), form.errors
    assert not any(form.values().values())


@pytest.mark.parametrize(
    ("part", "typed", "field", "told"),
    [
        (Part.ABOUT, {"first_year": "2024", "last_year": "2020"}, "last_year", "before the beginning"),
        (Part.ABOUT, {"first_year": str(AHEAD), "last_year": ""}, "first_year", "go up to this one"),
        (Part.ABOUT, {"last_year": str(AHEAD)}, "last_year", "go up to this one"),
        (Part.ABOUT, {"situation": "x" * 301}, "situation", "at most 300"),
        (Part.ABOUT, {"place": "<i>Demo</i>"}, "place", "plain text"),
        (Part.ABOUT, {"state": "ZZ"}, "state", "Choose one from the list"),
        (Part.WORK, {"people": "4"}, "people", "below 5"),
        (Part.WORK, {"done": "x" * 50_000}, "done", "50000 characters"),
        (Part.WORK, {"numbers": "4 sessions"}, "numbers", "needs a figure"),
        (Part.LESSONS, {"lessons": "<script>alert(1)</script>"}, "lessons", "plain text"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field(part: str, typed: dict, field: str, told: str) -> None:
    form = form_of(SIMPLE_PARTS[part], whole_body(), typed)
    assert told in str(form.errors[field])
    assert form[field].value() == typed[field]


def test_sources_keep_their_keys_and_new_ones_take_new_keys() -> None:
    new = {"title_2": "Report", "publisher_2": "Demo", "url_2": "https://x.example", "kind_2": "news"}
    form = form_of(SourcesForm, whole_body(), new)
    assert form.is_valid(), form.errors
    assert [row["key"] for row in form.values()["sources"]] == ["s1", "s2"]
    forged = form_of(SourcesForm, whole_body(), {"key_1": "stolen"})
    assert forged.is_valid()
    assert [row["key"] for row in forged.values()["sources"]] == ["s2"]


def test_a_source_is_whole_or_not_there() -> None:
    form = form_of(SourcesForm, whole_body(), {"title_2": "Report"})
    assert {"publisher_2", "url_2", "kind_2"} <= set(form.errors)
    emptied = dict.fromkeys(("title_1", "publisher_1", "url_1", "kind_1"), "")
    gone = form_of(SourcesForm, whole_body(), emptied)
    assert gone.is_valid()
    assert gone.values() == {"sources": []}
    assert "whole address" in str(form_of(SourcesForm, whole_body(), {"url_1": "x"}).errors["url_1"])


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"text_2": "Trust rose."}, "strength_2"),
        ({"text_2": "Trust rose.", "strength_2": "measured"}, "sources_2"),
        ({"sources_1": []}, "sources_1"),
    ],
)
def test_an_outcome_says_how_well_it_is_known(typed: dict, field: str) -> None:
    form = form_of(OutcomesForm, whole_body(), typed)
    assert list(form.errors) == [field]


def test_an_outcome_may_be_ones_own_account_without_a_source() -> None:
    typed = {"text_2": "People stayed to talk.", "strength_2": "own_account"}
    form = form_of(OutcomesForm, whole_body(), typed)
    assert form.is_valid(), form.errors
    assert form.values()["outcomes"][1]["sources"] == []


def test_two_empty_rows_wait_and_never_more_than_the_most() -> None:
    for count, rows in ((0, 2), (1, 3), (9, 10), (10, 10)):
        body = {"outcomes": [{"text": "x", "strength": "reported", "sources": []}] * count}
        form = OutcomesForm(current=OutcomesForm.current_of(body), version=1, sources=SOURCES)
        assert len(form.rows) == rows


def test_a_rebased_form_keeps_its_rows() -> None:
    form = form_of(OutcomesForm, whole_body(), {"text_1": "It rings each evening."})
    assert form.is_valid(), form.errors
    again = form.rebased()
    assert again["text_1"].value() == "It rings each evening."
    assert again["sources_1"].value() == ["s1"]


@pytest.mark.django_db
def test_one_writes_for_one_of_ones_places_only() -> None:
    agency, other = AgencyFactory(), AgencyFactory()
    form = StartForm({"writer": f"agency:{other.pk}"}, agencies=[agency], organizations=[])
    assert "writer" in form.errors
    shown = StartForm(agencies=[agency], organizations=[])
    data = {name: shown[name].value() for name in shown.fields}
    chosen = StartForm(data, agencies=[agency], organizations=[])
    assert chosen.is_valid(), chosen.errors
    assert chosen.chosen == agency


def test_an_outcome_that_did_not_work_out_is_kept_so() -> None:
    form = form_of(OutcomesForm, whole_body(), {"failed_1": "on"})
    assert form.is_valid(), form.errors
    (outcome,) = form.values()["outcomes"]
    assert outcome == whole_body()["outcomes"][0] | {"failed": True}
    again = form_of(OutcomesForm, whole_body(outcomes=[outcome]))
    assert again.is_valid(), again.errors
    assert again.values()["outcomes"] == [outcome]
    assert again.changes() == {}
