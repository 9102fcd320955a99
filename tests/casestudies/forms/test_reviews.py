"""Both need a reason in plain words."""

import pytest

from casestudies.errors import WhyMissing, WithdrawalNeedsReason
from casestudies.forms.reviews import SendBackForm, WithdrawForm


@pytest.mark.parametrize(
    ("kind", "refusal"), [(SendBackForm, WhyMissing), (WithdrawForm, WithdrawalNeedsReason)]
)
def test_a_reason_is_needed_and_plain(kind, refusal) -> None:
    assert "reason" in kind({"reason": " "}).errors
    assert "plain text" in str(kind({"reason": "<b>no</b>"}).errors["reason"])
    form = kind({"reason": "A number was wrong."})
    assert form.is_valid()
    form.refuse(refusal())
    assert "reason" in form.errors
