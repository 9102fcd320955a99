"""Fixed vocabularies of the case library; keys as in casestudies/content/."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CasePhase(TextChoices):
    PRE_CRISIS = "pre_crisis", _("Pre-crisis")
    POST_INCIDENT = "post_incident", _("Post-incident")
    SUSTAINED = "sustained", _("Sustained engagement")


class Trigger(TextChoices):
    """What set the effort in motion."""

    DEATH = "death", _("A death")
    FORCE = "force", _("Use of force")
    COURT = "court", _("A court case or agreement")
    REFORM = "reform", _("A reform")
    TENSION = "tension", _("Tension")
    PROACTIVE = "proactive", _("Nothing yet: the place acted ahead")


class Setting(TextChoices):
    """What kind of place it was."""

    CITY = "city", _("City or town")
    COUNTY = "county", _("County")
    TRIBE = "tribe", _("Tribal nation")
    CAMPUS = "campus", _("Campus")


class SourceKind(TextChoices):
    GOVERNMENT = "government", _("Government: a city, a court, an agency")
    NEWS = "news", _("News")
    RESEARCH = "research", _("Research")
    PRACTICE = "practice", _("Practice: mediators, organizers, community groups")
    LAW = "law", _("Law")
    GUIDANCE = "guidance", _("Federal guidance")


class CaseState(TextChoices):
    """Where an agency’s or a review organization’s own case stands."""

    DRAFT = "draft", pgettext_lazy("case study", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("case study", "In review")
    SENT_BACK = "sent_back", pgettext_lazy("case study", "Sent back")
    PUBLISHED = "published", pgettext_lazy("case study", "Published")


class Part(TextChoices):
    """The parts of a draft, in the order in which they are filled in."""

    ABOUT = "about", _("Place and situation")
    WORK = "work", _("What was done")
    SOURCES = "sources", _("Sources")
    OUTCOMES = "outcomes", _("What followed")
    LESSONS = "lessons", _("What was hard, what others can take from it")


class KeepReason(TextChoices):
    """Why a place that the finder marked stays as it is."""

    INCIDENT = "incident", _("It is the public name of an incident")
    OFFICE = "office", _("It is a public official, acting in office")
    AGREED = "agreed", _("The person agreed in writing to be named")
    SOURCE = "source", _("It is the title or the author of a published source")
    NO_PERSON = "no_person", _("It is no person: a place, a group or something else")


class WithdrawalKind(TextChoices):
    """Why a case was taken out of the library, as far as it decides what can still be read."""

    CONTENT = "content", _("Something in it is wrong, or does not hold any more")
    PERSON = "person", _("Because of a person: someone could be recognized, or asks for it")


WITHDRAWAL_EXPLANATIONS: dict[str, Promise] = {
    WithdrawalKind.CONTENT: _("The case leaves the library. Its page says why and keeps what was read."),
    WithdrawalKind.PERSON: _(
        "Its page says only why. Text, versions and print are hidden from everyone but those who answer for "
        "the case, and stay hidden when a new version follows."
    ),
}


class AuditKind(TextChoices):
    """What is recorded of case studies. A marked place is counted, never repeated."""

    CASE_STARTED = "case_started", _("{by} started the case study “{subject}”")
    CASE_CHANGED = "case_changed", _("{by} changed a part of the case study “{subject}”: {part}")
    CASE_MARKS_KEPT = (
        "case_marks_kept",
        _("{by} decided on {count} marked places of the case study “{subject}”"),
    )
    CASE_HANDED_IN = "case_handed_in", _("{by} handed in the case study “{subject}” for review")
    CASE_SENT_BACK = "case_sent_back", _("{by} sent the case study “{subject}” back: {reason}")
    CASE_PUBLISHED = "case_published", _("{by} published version {number} of the case study “{subject}”")
    CASE_REVISED = "case_revised", _("{by} began a new version of the case study “{subject}”")
    CASE_WITHDRAWN = "case_withdrawn", _("{by} withdrew the case study “{subject}”: {reason}")
