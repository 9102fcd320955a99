"""Sending a case back and withdrawing one: both need a reason."""

from django.utils.translation import gettext_lazy as _

from casestudies.errors import WhyMissing, WithdrawalNeedsReason
from casestudies.forms.fields import plain
from dialogues.forms.base import RefusableForm
from dialogues.forms.fields import Paragraphs


class SendBackForm(RefusableForm):
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
