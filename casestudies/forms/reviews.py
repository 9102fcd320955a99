"""Publishing a case, sending it back and withdrawing it: the last two need a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.errors import WhyMissing, WithdrawalNeedsReason
from casestudies.forms.fields import plain
from dialogues.forms.base import RefusableForm
from dialogues.forms.fields import Paragraphs
from records.errors import Refusal


class ReviewedForm(RefusableForm):
    """A decision about words that were read. `version` says which: without it, it counts as another one."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, version: int, **options: Any) -> None:
        super().__init__(*args, initial={"version": version}, **options)

    def refuse(self, refusal: Refusal) -> None:
        """The page around a refused form shows the words as they are now, so the form speaks of those."""
        super().refuse(refusal)
        self.data = self.data.copy()
        self.data["version"] = self.initial["version"]

    @property
    def read_version(self) -> int:
        """The version that the page showed; 0 when what came is none. Call after `is_valid`."""
        return self.cleaned_data.get("version") or 0


class PublishForm(ReviewedForm):
    """Nothing to fill in: what was read is published."""


class SendBackForm(ReviewedForm):
    refused_fields = {WhyMissing: "reason"}

    reason = Paragraphs(
        label=_("What is to be changed"),
        help_text=_("The author reads it. Say which part, and what would make it right."),
        max_length=2000,
        missing=_("Write what is to be changed."),
        validators=[plain],
    )


class WithdrawForm(RefusableForm):
    refused_fields = {WithdrawalNeedsReason: "reason"}

    reason = Paragraphs(
        label=_("Why it is withdrawn"),
        help_text=_("Everyone who opens the case reads it."),
        max_length=1000,
        missing=_("Write the reason. Everyone who opens the case reads it."),
        validators=[plain],
    )
