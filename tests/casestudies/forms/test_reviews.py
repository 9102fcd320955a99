"""Both need a reason in plain words."""

from functools import partial

import pytest
from django.http import QueryDict

from casestudies.errors import WhyMissing, WithdrawalNeedsReason
from casestudies.forms.reviews import SendBackForm, WithdrawForm


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [(partial(SendBackForm, version=1), WhyMissing), (WithdrawForm, WithdrawalNeedsReason)],
)
def test_a_reason_is_needed_and_plain(kind, refusal) -> None:
    assert "reason" in kind({"reason": " "}).errors
    assert "plain text" in str(kind({"reason": "<b>no</b>"}).errors["reason"])
    form = kind(QueryDict("kind=content&reason=A number was wrong."))
    assert form.is_valid()
    form.refuse(refusal())
    assert "reason" in form.errors
