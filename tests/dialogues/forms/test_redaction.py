import pytest
from django import forms

from dialogues.forms.redaction import NameAwareForm


class Form(NameAwareForm):
    looked_at = ("text", "reason")
    text = forms.CharField(required=False)
    reason = forms.CharField(required=False)


def test_quiet_words_pass_and_nothing_is_to_be_ticked():
    form = Form({"text": "Stops feel random."}, names=["Demo Rivera"])
    assert form.is_valid()
    assert form["is_checked"].is_hidden


@pytest.mark.parametrize("name", ["text", "reason"])
def test_a_name_is_told_beside_its_field_with_a_tick_to_go_on(name):
    form = Form({name: "Rivera said so."}, names=["Demo Rivera"])
    assert not form.is_valid()
    assert list(form.errors) == [name]
    assert "the name of someone who takes part" in form.errors[name][0]
    assert "Rivera" not in form.errors[name][0]
    assert not form["is_checked"].is_hidden


def test_whoever_looked_may_go_on():
    form = Form({"text": "Rivera said so.", "is_checked": "on"}, names=["Demo Rivera"])
    assert form.is_valid()
    assert not form["is_checked"].is_hidden
