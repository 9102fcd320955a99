"""Adding and changing a person, and handing in a file of people."""

from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues import formats
from dialogues.choices import Affiliation, Category, Language, Naming
from dialogues.errors import AlreadyParticipant
from dialogues.forms.base import OnceForm, RefusableForm, VersionedForm
from dialogues.forms.fields import Choice, Line, Paragraphs
from dialogues.models import Participant
from records.errors import Refusal
from records.formats.csv import MAX_BYTES

MAX_KEY = 2**63 - 1


class PersonFields(forms.Form):
    """What may be kept about a person. Only one thing is needed: something to call them by, or nothing at all."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {AlreadyParticipant: "email"}

    name = Line(label=gettext_lazy("Name"), max_length=formats.LENGTHS["name"])
    alias = Line(
        label=gettext_lazy("Chosen name"),
        help_text=gettext_lazy(
            "When the person prefers another name, or wants to be asked without their own."
        ),
        max_length=formats.LENGTHS["alias"],
    )
    naming = Choice(
        label=gettext_lazy("How do they wish to be named?"),
        choices=Naming.choices,
        hints={},
        initial=Naming.FIRST_NAME,
        missing=gettext_lazy("Choose how the person is named."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Invitation and reminders go there. Without one, you print a letter."),
        required=False,
        max_length=formats.LENGTHS["email"],
        error_messages={
            "invalid": gettext_lazy("The e-mail address is not complete. It looks like name@example.org.")
        },
    )
    phone = Line(
        label=gettext_lazy("Phone"),
        help_text=gettext_lazy("For a call by you. Convene sends no texts."),
        max_length=formats.LENGTHS["phone"],
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    organization = Line(
        label=gettext_lazy("Organization"),
        help_text=gettext_lazy("A group, a school, a unit."),
        max_length=formats.LENGTHS["organization"],
    )
    affiliation = Choice(
        label=gettext_lazy("Takes part as"),
        choices=Affiliation.choices,
        initial=Affiliation.COMMUNITY,
        missing=gettext_lazy("Choose in which capacity the person takes part."),
    )
    category = Choice(
        label=gettext_lazy("Stakeholder category"),
        help_text=gettext_lazy("The one the person would choose. It shows who is missing at the table."),
        choices=Category.choices,
        initial=Category.NOT_SAID,
        missing=gettext_lazy("Choose a category, or “Prefer not to say”."),
    )
    language = Choice(
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("Letters come in English or Spanish; for others you book an interpreter."),
        choices=Language.choices,
        initial=Language.ENGLISH,
        missing=gettext_lazy("Choose a language."),
    )
    access_needs = Paragraphs(
        label=gettext_lazy("Access needs"),
        help_text=gettext_lazy("What the person needs to take part, in their words. Never a diagnosis."),
        max_length=formats.LENGTHS["access_needs"],
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in ("name", "alias", "organization", "phone"):
            values[name] = formats.one_line(values.get(name) or "")
        values["access_needs"] = formats.several_lines(values.get("access_needs") or "")
        values["email"] = (values.get("email") or "").lower()
        for name, sentence in self._mistakes(values):
            self.add_error(name, sentence)
        return values

    def _mistakes(self, values: dict[str, Any]) -> list[tuple[str, str]]:
        found = [
            (name, _("This begins like a formula of a spreadsheet. Write plain text."))
            for name in ("name", "alias", "organization", "phone")
            if values[name].startswith(formats.FORMULA_STARTS)
        ]
        naming, has_name, has_alias = values.get("naming"), bool(values["name"]), bool(values["alias"])
        if naming != Naming.NUMBER and not (has_name or has_alias or "name" in self.errors):
            found.append(
                ("name", _("Write a name or a chosen name, or choose to list them as a number only."))
            )
        if naming == Naming.ALIAS and has_name and not has_alias:
            found.append(("alias", _("Write the name they chose.")))
        return found

    def details(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in formats.COLUMNS}


class AddParticipantForm(PersonFields, OnceForm):
    """A new person. Sent twice, it adds one."""


class ChangeParticipantForm(PersonFields, VersionedForm):
    """What is kept about a person already on the list."""

    @staticmethod
    def current_of(participant: Participant) -> dict[str, str]:
        return {name: getattr(participant, name) for name in formats.COLUMNS}


class ImportForm(RefusableForm):
    """A file of people. What is inside is read later; here only that there is one, of a size that can be read."""

    upload = forms.FileField(
        label=gettext_lazy("File with people"),
        help_text=gettext_lazy(
            "A CSV file, up to 10 MB and 20,000 rows. Nobody is added before you have looked."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose one with at least one row of people."),
            "missing": gettext_lazy("Choose a file."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        max_length=255,
    )

    def clean_upload(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["upload"]
        if (upload.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                _(
                    "This file has %(size)s; the most is %(most)s. Split it, or remove columns you do not need."
                )
                % {"size": filesizeformat(upload.size), "most": filesizeformat(MAX_BYTES)}
            )
        return upload


class FindPeopleForm(forms.Form):
    """Words to look for. Sent by POST, so that no name stands in an address or a log."""

    marks_optional = False

    words = forms.CharField(
        label=gettext_lazy("Find a name or an organization"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    after = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False, widget=forms.HiddenInput)

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        """The words and the place in the list; what makes no sense is ignored."""
        form = cls(data)
        form.is_valid()
        return {"words": form.cleaned_data.get("words") or "", "after": form.cleaned_data.get("after")}
