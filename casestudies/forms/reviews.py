"""Publishing a case, sending it back and withdrawing it: the last two need a reason."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.choices import WITHDRAWAL_EXPLANATIONS, WithdrawalKind
from casestudies.errors import MarksNotLookedAt, WhyMissing, WithdrawalNeedsReason, WithdrawalStands
from casestudies.forms.fields import plain
from casestudies.models import PublishedCase
from casestudies.summaries.drafts import MarkedPlace
from dialogues.forms.base import RefusableForm
from dialogues.forms.fields import Choice, Paragraphs
from records.errors import Refusal

PUTS_BACK = _("The case was withdrawn. Put it back into the library with this version.")
PERSON_STAYS_OUT = _(
    "The case was withdrawn because of a person. I have read this version with that in mind: put the case back with "
    "it. Earlier versions stay hidden."
)
NOT_TICKED = _("Tick it once you have looked at it, or send the case back below.")


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
    """What was read is published: one box for each place that was kept on purpose.

    A case that was withdrawn comes back only once someone says so.
    """

    refused_fields = {WithdrawalStands: "puts_back"}

    puts_back = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        kept: Iterable[MarkedPlace] = (),
        withdrawn: PublishedCase | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, auto_id="publish_%s", **options)
        self.kept, self.withdrawn = list(kept), withdrawn
        for place in self.kept:
            self.fields[_box(place)] = forms.BooleanField(
                label=_("“%(text)s” may stay") % {"text": place.mark.text},
                help_text=_("%(why)s. The author writes: “%(words)s”")
                % {"why": place.why, "words": place.words},
                required=False,
            )
        if withdrawn is None:
            del self.fields["puts_back"]
        else:
            is_for_person = withdrawn.withdrawal_kind == WithdrawalKind.PERSON
            self.fields["puts_back"].label = PERSON_STAYS_OUT if is_for_person else PUTS_BACK

    def refuse(self, refusal: Refusal) -> None:
        if not isinstance(refusal, MarksNotLookedAt):
            super().refuse(refusal)
            return
        for place in self.kept:
            if not self.cleaned_data[_box(place)]:
                self.add_error(_box(place), NOT_TICKED)

    @property
    def looked_at(self) -> list[str]:
        """The marks that were ticked. Call after `is_valid`."""
        return [place.mark.key for place in self.kept if self.cleaned_data[_box(place)]]

    @property
    def puts_it_back(self) -> bool:
        return bool(self.cleaned_data.get("puts_back"))

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[_box(place)] for place in self.kept]


def _box(place: MarkedPlace) -> str:
    return f"looked_{place.mark.key}"


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

    kind = Choice(
        label=_("What kind of reason is it?"),
        choices=WithdrawalKind.choices,
        hints=dict(WITHDRAWAL_EXPLANATIONS),
        missing=_("Choose what kind of reason it is."),
    )
    reason = Paragraphs(
        label=_("Why it is withdrawn"),
        help_text=_("Everyone who opens the case reads it. Name nobody here."),
        max_length=1000,
        missing=_("Write the reason. Everyone who opens the case reads it."),
        validators=[plain],
    )
