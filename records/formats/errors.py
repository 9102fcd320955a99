"""Refusals of printing and reading files. Each says what to do instead."""

from django.utils.translation import gettext_lazy as _

from records.errors import Refusal


class DocumentTooLarge(Refusal):
    sentence = _("This document is too long to print in one piece. Shorten it, or print it in parts.")


class DocumentTookTooLong(Refusal):
    sentence = _(
        "Making this document took too long, so it was stopped. Print it in parts, "
        "or print the page on the screen, which has the same words."
    )


class BindingTookTooLong(Refusal):
    """All sections of a bound document together; each for itself was quick enough."""

    sentence = _(
        "All of it together took too long, so it was stopped. Ask for fewer parts at once, or one language."
    )


class DocumentNotMade(Refusal):
    sentence = _(
        "This document could not be made. Print the page on the screen instead: it has the same words."
    )


class PressBusy(Refusal):
    sentence = _("Other documents are being made right now. Try again in a minute.")
