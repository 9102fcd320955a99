"""Fixed vocabularies of what an incident consists of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TeamPart(TextChoices):
    """A person's part in the work on an incident (one lead, one spokesperson: DCP, Key Considerations)."""

    ENGAGEMENT_LEAD = "engagement_lead", _("Engagement lead")
    FAMILY_CONTACT = "family_contact", _("Family contact")
    SPOKESPERSON = "spokesperson", _("Spokesperson")
    LIAISON = "liaison", _("Liaison")
    COUNSEL = "counsel", _("Counsel")
    OPERATIONS = "operations", _("Operations")
    OTHER = "other", _("Another part")


class Standing(TextChoices):
    """What is held of a statement. “Cannot be said” always comes with why and until when."""

    KNOWN = "known", _("Known")
    NOT_KNOWN = "not_known", _("Not known yet")
    CANNOT_BE_SAID = "cannot_be_said", _("Cannot be said")
    CHECKING = "checking", _("Rumor being checked")


STANDING_EXPLANATIONS = {
    Standing.KNOWN: _("Confirmed, and officials agreed to say it."),
    Standing.NOT_KNOWN: _("People ask, and nobody knows. Saying so is better than silence."),
    Standing.CANNOT_BE_SAID: _("It is known and has to wait. Say why, and until when."),
    Standing.CHECKING: _("People say it. Write that you are looking into it, not whether it is true."),
}


class Reach(TextChoices):
    """How far a fact goes: kept among those who work on the incident, or fit for anyone."""

    TEAM = "team", _("The team only")
    ANYONE = "anyone", _("Anyone: it goes on the handout")


REACH_EXPLANATIONS = {
    Reach.TEAM: _("The incident’s team, the agency’s liaisons and its records officer read it."),
    Reach.ANYONE: _("It stands on the handout, and everyone with a seat in a dialogue about it reads it."),
}


class WatchKind(TextChoices):
    """Foreseeable days that reopen wounds (CALHRO resource guide; DCP). Steps: content/watch_dates.yaml."""

    VIDEO_RELEASE = "video_release", _("Video release")
    CHARGING_DECISION = "charging_decision", _("Charging decision")
    FUNERAL = "funeral", _("Funeral")
    TRIAL = "trial", _("Trial begins")
    VERDICT = "verdict", _("Verdict")
    ANNIVERSARY = "anniversary", _("Anniversary")
    REPORT = "report", _("Report is published")
    OTHER = "other", _("Another day")


class IncidentAuditKind(TextChoices):
    """What is recorded of incidents beside their opening. No fact, no name of a family stands in any sentence."""

    INCIDENT_WITHDRAWN = (
        "incident_withdrawn",
        _("{by} withdrew the incident “{subject}”, opened by mistake: {reason}"),
    )
    INCIDENT_TAKEN_BACK = "incident_taken_back", _("{by} put the withdrawn incident “{subject}” back")
    TEAM_JOINED = "incident_team_joined", _("{by} put {subject} on the incident’s team: {part}")
    TEAM_CHANGED = "incident_team_changed", _("{by} changed the part of {subject} in the incident to {part}")
    TEAM_LEFT = "incident_team_left", _("{by} recorded that {subject} left the incident’s team")
    FAMILY_CONTACT_NAMED = (
        "family_contact_named",
        _("{by} named the family’s contact and confirmed: no part in the investigation"),
    )
    FAMILY_TALK_LOGGED = "family_talk_logged", _("{by} wrote down a time of contact with the family")
    FAMILY_TALK_STRUCK = "family_talk_struck", _("{by} struck out a time of contact that was wrong")
    FACT_WRITTEN = "fact_written", _("{by} wrote on the facts board ({standing})")
    FACT_REPLACED = "fact_replaced", _("{by} replaced a line of the facts board ({before} → {standing})")
    FACT_WITHDRAWN = "fact_withdrawn", _("{by} withdrew a line of the facts board ({standing})")
    WATCH_DATE_ADDED = "watch_date_added", _("{by} added a date to watch: {what}, {when}")
    WATCH_DATE_CHANGED = "watch_date_changed", _("{by} changed a date to watch: {what}, {when}")
    WATCH_DATE_REMOVED = "watch_date_removed", _("{by} took a date off the watch list: {what}, {when}")
    WATCH_DATE_CHECKED = "watch_date_checked", _("{by} asked again about a date to watch: {what}, {when}")
    WATCH_STEPS_TICKED = "watch_steps_ticked", _("{by} updated the steps before {what}: {count} done")
    REMINDERS_PAUSED = (
        "dialogue_reminders_paused",
        _("{by} opened an incident, so the reminders of this dialogue are paused"),
    )
    REMINDERS_PAUSED_TOO = (
        "dialogue_reminders_paused_too",
        _("The reminders of this dialogue are paused, as those of the agency’s other dialogues are"),
    )
    REMINDERS_STAY_PAUSED = (
        "dialogue_reminders_stay_paused",
        _("{by} decided that the reminders of this dialogue stay paused"),
    )
    REMINDERS_GO_ON = (
        "dialogue_reminders_go_on",
        _("{by} ended a pause of this dialogue’s reminders; not sent meanwhile: {count}"),
    )
    HANDED_OVER = "incident_handed_over", _("{by} handed the incident over to {to}")
