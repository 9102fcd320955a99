"""What is asked of a release, and of whoever confirms it."""

from planning.forms.releases import ConfirmForm, ReleaseForm


def test_a_release_needs_no_word():
    assert ReleaseForm({}).is_valid()
    assert not ReleaseForm({"note": "x" * 301}).is_valid()


def test_a_confirmation_names_a_member():
    assert ConfirmForm({"member": "7"}).is_valid()
    assert not ConfirmForm({}).is_valid()
    assert not ConfirmForm({"member": "someone"}).is_valid()
