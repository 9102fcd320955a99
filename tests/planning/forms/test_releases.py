"""What is asked of a release, and of whoever confirms it."""

from planning.forms.releases import ConfirmForm, ReleaseForm


def test_a_release_needs_no_word():
    assert ReleaseForm({}).is_valid()
    assert not ReleaseForm({"note": "x" * 301}).is_valid()


def test_a_confirmation_is_for_oneself_unless_it_names_a_member():
    form = ConfirmForm({})
    assert form.is_valid()
    assert form.cleaned_data["member"] is None
    assert not ConfirmForm({"member": "someone"}).is_valid()
