"""Refusals that a person can meet. Each says why, and what to do instead."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Base of every refusal. `sentence` is shown to the person as it stands."""

    sentence: str | Promise = _("This cannot be done now.")

    def __init__(self, sentence: str | Promise | None = None) -> None:
        if sentence is not None:
            self.sentence = sentence
        super().__init__(str(self.sentence))


class FormUsedElsewhere(Refusal):
    """The key of a form that creates once was used before, for something else. Caught for every form at once."""

    sentence = _(
        "This form was sent before, for something else, so nothing was saved now. Open the page again and fill it in"
        " there."
    )


class PageOutdated(Refusal):
    """What a page sends along unseen is missing, or nothing that this program wrote."""

    sentence = _("This page is out of date. Load it again.")


class MessageCannotMove(Refusal):
    """A message was asked to go from one state to another that does not follow."""

    sentence = _(
        "This message has moved on, so that cannot be done any more. Load the page again to see where it is."
    )


class WindowClosed(Refusal):
    """The useful time of a message is over; sending it now would mislead."""

    sentence = _("The time for this message has passed. Write to the person yourself, or send a new message.")
