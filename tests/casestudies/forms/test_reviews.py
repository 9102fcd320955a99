"""Sending back and withdrawing need a reason in plain words; publishing a tick for each kept place."""

from functools import partial

import pytest
from django.http import QueryDict

from casestudies.choices import Part
from casestudies.errors import MarksNotLookedAt, WhyMissing, WithdrawalNeedsReason
from casestudies.evidence import Mark
from casestudies.forms.reviews import PublishForm, SendBackForm, WithdrawForm
from casestudies.summaries.drafts import MarkedPlace


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


def test_each_kept_place_needs_its_own_tick() -> None:
    kept = [
        MarkedPlace(Mark(key, f"Demo {key}", "a name", "Demo.", Part.WORK), "incident", "Known.", True)
        for key in ("a", "b")
    ]
    form = PublishForm(QueryDict("version=3&looked_a=on"), version=3, kept=kept)
    assert form.is_valid(), form.errors
    assert (form.read_version, form.looked_at, form.puts_it_back) == (3, ["a"], False)
    form.refuse(MarksNotLookedAt())
    assert list(form.errors) == ["looked_b"]
