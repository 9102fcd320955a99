import uuid

import pytest
from django import forms

from dialogues.errors import SessionFull
from dialogues.forms.base import OnceForm, RefusableForm, VersionedForm
from dialogues.forms.fields import Choice, Day, Line


class Walk(VersionedForm):
    title = Line(label="Title", missing="Write a title.")
    day = Day(label="Day")
    kind = Choice(label="Kind", choices=[("a", "Apple"), ("b", "Berry")], required=False)
    tags = forms.MultipleChoiceField(label="Tags", choices=[("x", "Ex"), ("y", "Why")], required=False)


ROW = {"title": "Old", "day": None, "kind": "", "tags": []}


def shown(row=ROW, version=1):
    """What the page sent to the browser holds."""
    form = Walk(current=row, version=version)
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, [])}


def sent(current=ROW, version=1, **values):
    form = Walk(shown() | values, current=current, version=version)
    assert form.is_valid(), form.errors
    return form


class Host(RefusableForm):
    refused_fields = {SessionFull: "seats"}
    seats = forms.IntegerField()


def test_refusal_stands_beside_its_field():
    form = Host({"seats": 3})
    form.is_valid()
    form.refuse(SessionFull())
    assert form.errors["seats"] == [str(SessionFull.sentence)]


def test_refusal_without_a_field_stands_above():
    class Other(RefusableForm):
        refused_fields = {SessionFull: "no_such_field"}

    form = Other({})
    form.is_valid()
    form.refuse(SessionFull("Full tonight."))
    assert form.non_field_errors() == ["Full tonight."]


@pytest.mark.parametrize(
    "mangled",
    [{"version": "abc"}, {"version": "2"}, {"version": ""}, {"seen": ""}, {"seen": "{}"}, {"seen": "a\x00"}],
)
def test_what_nobody_can_mend_says_that_the_page_is_out_of_date(mangled):
    class Strict(Walk):
        needs_marks = True

    assert Strict(shown(), current=ROW, version=1).is_valid()
    assert dict(Strict(shown() | mangled, current=ROW, version=1).errors) == {
        "__all__": ["This page is out of date. Load it again."]
    }


def test_each_page_has_a_key_of_its_own():
    keys = {OnceForm()["form_key"].value() for _ in range(3)}
    assert len(keys) == 3
    assert all(uuid.UUID(str(key)) for key in keys)


def test_changes_are_what_the_person_changed():
    assert sent().changes() == {}
    assert sent(title="New", tags=["y"]).changes() == {"title": "New", "tags": ["y"]}


@pytest.mark.parametrize("seen", ["", "{", "[]", '"x"', "x" * 1999])
def test_changes_without_marks_are_everything(seen):
    assert set(sent(seen=seen).changes()) == set(ROW)


def test_differences_name_what_both_changed_and_what_only_the_other_did():
    theirs = ROW | {"title": "Theirs", "kind": "b", "tags": ["x"]}
    form = sent(current=theirs, version=2, title="Mine", tags=["y", "x"])
    assert [(one.label, one.yours, one.theirs, one.is_contested) for one in form.differences()] == [
        ("Title", "Mine", "Theirs", True),
        ("Kind", "", "Berry", False),
        ("Tags", "Why, Ex", "Ex", True),
    ]
    assert form.contested() == ["title", "tags"]


def test_differences_leave_out_what_both_changed_alike():
    form = sent(current=ROW | {"title": "Same"}, title="Same")
    assert (form.differences(), form.contested()) == ([], [])


def test_rebased_keeps_mine_takes_theirs_and_saves_over_their_version():
    theirs = ROW | {"title": "Theirs", "kind": "b", "tags": ["x"]}
    form = sent(current=theirs, version=2, title="Mine", day="2026-12-08").rebased()
    assert form.is_valid()
    assert form.cleaned_data["version"] == 2
    assert (form["title"].value(), form["kind"].value(), form["tags"].value()) == ("Mine", "b", ["x"])
    assert set(form.changes()) == {"title", "day"}
    assert form.differences() == []


def test_days_are_spelled_in_differences():
    theirs = sent(day="2026-12-08").cleaned_data["day"]
    form = sent(current=ROW | {"day": theirs}, day="2026-12-09")
    assert [(one.yours, one.theirs) for one in form.differences()] == [("Wed 9 Dec 2026", "Tue 8 Dec 2026")]
