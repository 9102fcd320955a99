"""Refusals about case studies. Each says why, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from records.errors import Refusal


class DialogueNotFinished(Refusal):
    sentence = _(
        "A case study tells what came of a dialogue. Hold or cancel its planned sessions, or close it, then "
        "write the case."
    )


class DraftNotOpen(Refusal):
    sentence = _(
        "This case study is in review or published, so its text stays as it is. Wait until it is sent back, or "
        "begin a new version."
    )


class DraftChangedMeanwhile(Refusal):
    sentence = _(
        "This part was saved in another window while you were writing. What you wrote is below: compare and "
        "save again."
    )


class YearAhead(Refusal):
    sentence = _("A case tells what has happened, so its years go up to this one. Change the year.")


class PartsMissing(Refusal):
    sentence = _("Some parts are still missing. The list on the draft’s page says which.")


class MarksOpen(Refusal):
    sentence = _(
        "Some places look as if they named a person. Change them, or say why each one stays, then hand the case in."
    )


class TooManyMarks(Refusal):
    sentence = _(
        "The finder marks more places than their page shows. Take out names until the page shows all of them, "
        "then hand the case in."
    )


class ContactStays(Refusal):
    sentence = _(
        "A phone number, an address or a license plate cannot be kept: everyone would read it. Take it out of "
        "the part in which it stands."
    )


class KeepingNeedsWords(Refusal):
    sentence = _("Say in a few words why it stays. The reviewer reads it.")


class MarksNotLookedAt(Refusal):
    sentence = _(
        "Some places were kept on purpose. Look at each one and tick it, then publish; or send the case back."
    )


class MarksNotDecided(Refusal):
    sentence = _(
        "The finder marks places in this case that its author has not decided on. Send it back: the author takes "
        "them out, or says why they stay."
    )


class NotInReview(Refusal):
    sentence = _("This case study is not in review any more. Load the page again to see where it stands.")


class ReviewedWordsChanged(Refusal):
    sentence = _(
        "This case was handed in anew after you opened it, so it may say something that you have not read. Open "
        "its page, read it as it stands now, then decide."
    )


class AuthorCannotReview(Refusal):
    sentence = _(
        "You wrote this case study, so someone else reviews it: another liaison or an administrator of the "
        "agency, or a reviewer."
    )


class WhyMissing(Refusal):
    sentence = _("Write the reason. The author reads it.")


class WithdrawalNeedsReason(Refusal):
    sentence = _("Write the reason. Everyone who opens the case reads it.")


class AlreadyWithdrawn(Refusal):
    sentence = _("This case study was withdrawn already. Its page says why.")


class WithdrawalStands(Refusal):
    sentence = _(
        "This case was withdrawn. Publishing puts it back into the library, so confirm that first "
        "with the box above the button."
    )


class TooManyPrinted(Refusal):
    sentence = _(
        "Many cases were printed from your network, so the next copy has to wait ten minutes. The page itself "
        "prints well from the browser."
    )
