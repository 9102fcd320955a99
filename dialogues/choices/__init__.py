"""Fixed vocabularies of the dialogues room. The words follow the field's use; see docs/glossary.md."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import AgencyKind


class Phase(TextChoices):
    """The three situations of the guidance (DOJ / Divided Community Project, May 2024)."""

    PRE_CRISIS = "pre_crisis", _("Pre-crisis")
    POST_INCIDENT = "post_incident", _("Post-incident")
    SUSTAINED = "sustained", _("Sustained engagement")


PHASE_EXPLANATIONS = {
    Phase.PRE_CRISIS: _("Nothing has happened. You build relationships and plans before they are needed."),
    Phase.POST_INCIDENT: _(
        "Something happened. You care for people first, then decide if, when and how to meet."
    ),
    Phase.SUSTAINED: _("You already meet. You keep promises visible and bring in who is missing."),
}


class DialogueStatus(TextChoices):
    OPEN = "open", pgettext_lazy("dialogue", "Open")
    CLOSED = "closed", pgettext_lazy("dialogue", "Closed")


class DialogueFormat(TextChoices):
    """Ways to hold a session. Content and sources stand in planning/content/formats/, under the same keys."""

    SPCP_DAY = "spcp_day", _("Strengthening Police and Community Partnerships day")
    CITY_SPIRIT = "city_spirit", _("City-SPIRIT")
    FACILITATED_DIALOGUE = "facilitated_dialogue", _("Facilitated dialogue")
    TABLETOP = "tabletop", _("Tabletop exercise")
    STUDY_CIRCLES = "study_circles", _("Study circles")
    PEACE_CIRCLE = "peace_circle", _("Peace circle")
    ORLANDO_SPEAKS = "orlando_speaks", _("Orlando Speaks table talk")
    WORLD_CAFE = "world_cafe", _("World Café")
    TOWN_HALL = "town_hall", _("Town hall briefing")
    POST_INCIDENT_FORUM = "post_incident_forum", _("Post-incident forum")
    YOUTH_POLICE = "youth_police", _("Youth–police dialogue")
    LISTENING_DINNER = "listening_dinner", _("Community-only listening dinner")
    FILM_DISCUSSION = "film_discussion", _("Film and discussion")


FORMAT_EXPLANATIONS = {
    DialogueFormat.SPCP_DAY: _(
        "One day: find the issues that matter most, work out solutions, seat a council."
    ),
    DialogueFormat.CITY_SPIRIT: _("One day for many agencies and the whole city, over a conflict."),
    DialogueFormat.FACILITATED_DIALOGUE: _("Groups that no longer talk hear each other’s issues and causes."),
    DialogueFormat.TABLETOP: _("Practice a crisis with a made-up case, police and residents together."),
    DialogueFormat.STUDY_CIRCLES: _(
        "The same small group meets five times and moves from experience to action."
    ),
    DialogueFormat.PEACE_CIRCLE: _("Mend relationships after harm: one circle, speaking in turn."),
    DialogueFormat.ORLANDO_SPEAKS: _("Residents and officers who never met talk as people, at small tables."),
    DialogueFormat.WORLD_CAFE: _("Many ideas from a large group, in short rounds at small tables."),
    DialogueFormat.TOWN_HALL: _("Confirmed facts for many people at once, and their questions."),
    DialogueFormat.POST_INCIDENT_FORUM: _("Small circles in which people are heard first, before solutions."),
    DialogueFormat.YOUTH_POLICE: _("Young people and officers meet as people and hear each other’s day."),
    DialogueFormat.LISTENING_DINNER: _("A meal with residents and without officers."),
    DialogueFormat.FILM_DISCUSSION: _("A short film about another town opens the talk about your own."),
}


class IncidentKind(TextChoices):
    DEADLY_FORCE = "deadly_force", _("Use of deadly force")
    OTHER_FORCE = "other_force", _("Other use of force")
    DEATH_IN_CUSTODY = "death_in_custody", _("Death in custody")
    HATE_INCIDENT = "hate_incident", _("Hate crime or bias incident")
    PROTEST = "protest", _("Protest or unrest")
    OTHER = "other", _("Something else")


class Affiliation(TextChoices):
    """In which capacity a person takes part."""

    COMMUNITY = "community", _("Resident or community")
    LAW_ENFORCEMENT = "law_enforcement", _("Law enforcement")
    LOCAL_GOVERNMENT = "local_government", _("Local government")
    FACILITATOR = "facilitator", _("Facilitator")
    CONVENER = "convener", _("Convener")
    OBSERVER = "observer", _("Observer")


# In which capacity the liaison of an agency takes part, unless they say otherwise.
AFFILIATION_OF_AGENCY = {
    AgencyKind.LAW_ENFORCEMENT: Affiliation.LAW_ENFORCEMENT,
    AgencyKind.LOCAL_GOVERNMENT: Affiliation.LOCAL_GOVERNMENT,
    AgencyKind.COMMUNITY_ORGANIZATION: Affiliation.COMMUNITY,
    AgencyKind.CONVENER: Affiliation.CONVENER,
}


class Seat(TextChoices):
    """A person's part in one dialogue. It decides what they may read and do there; see docs/spaces.md."""

    LIAISON = "liaison", _("Liaison")
    DESIGNER = "designer", _("Design team")
    FACILITATOR = "facilitator", _("Facilitator")
    NEUTRAL = "neutral", _("Neutral")


class SessionStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("session", "Planned")
    HELD = "held", pgettext_lazy("session", "Held")
    CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")


class Category(TextChoices):
    """Stakeholder categories of the coverage checklist (field practice; see docs/sources.md)."""

    AFFECTED_RESIDENTS = "affected_residents", _("Residents of the affected area")
    AFFECTED_FAMILY = "affected_family", _("Family and friends of those harmed")
    YOUTH = "youth", _("Youth")
    ELDERS = "elders", _("Elders")
    RACIAL_ETHNIC = "racial_ethnic", _("Racial and ethnic communities")
    IMMIGRANTS = "immigrants", _("Immigrants and refugees")
    FAITH = "faith", _("Faith leaders")
    OUTSIDE_FAITH = "outside_faith", _("Community leaders outside faith")
    CIVIL_RIGHTS = "civil_rights", _("Civil rights groups")
    ORGANIZERS = "organizers", _("Protest organizers and critics")
    DISABILITY = "disability", _("People with disabilities and their groups")
    LGBTQ = "lgbtq", _("LGBTQ+ communities")
    VICTIMS = "victims", _("Victims and their families")
    ARREST_HISTORY = "arrest_history", _("People with arrest history")
    HOMELESS_SERVICES = "homeless_services", _("People who use homeless services")
    BUSINESS = "business", _("Business")
    EDUCATION = "education", _("Schools and colleges")
    HEALTH_SERVICES = "health_services", _("Social and mental health services")
    NEIGHBORHOOD = "neighborhood", _("Neighborhood groups")
    PATROL = "patrol", _("Patrol officers")
    SUPERVISORS = "supervisors", _("Sergeants and lieutenants")
    COMMAND = "command", _("Command staff")
    UNION = "union", _("Police union")
    OFFICIALS = "officials", _("Elected officials and city management")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    TRIBAL_FEDERAL = "tribal_federal", _("Tribal and federal agencies")
    MEDIA = "media", _("Media, as observers")
    NOT_SAID = "not_said", _("Prefer not to say")


class Naming(TextChoices):
    """How a person wishes to be named. The default is never the most revealing."""

    FIRST_NAME = "first_name", _("First name only")
    ALIAS = "alias", _("A name I choose")
    NUMBER = "number", _("As a number only, without a name")
    NAMED = "named", _("Full name")


class AttendanceWay(TextChoices):
    """How attendance is written down. Counting without names is as good a record as names."""

    COUNT = "count", _("Count only")
    FIRST_NAME = "first_name", _("First name")
    ALIAS = "alias", _("Chosen name")
    NAMED = "named", _("Full name")


class Answer(TextChoices):
    """The answer to an invitation."""

    NONE = "none", _("No answer yet")
    YES = "yes", pgettext_lazy("invitation", "Coming")
    MAYBE = "maybe", pgettext_lazy("invitation", "Not sure yet")
    NO = "no", pgettext_lazy("invitation", "Not coming")


class Language(TextChoices):
    """What a person may ask for. Letters are in English or Spanish; others tell which interpreter to book."""

    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    ASL = "ase", _("American Sign Language")
    VIETNAMESE = "vi", _("Vietnamese")
    CHINESE = "zh", _("Chinese")
    KOREAN = "ko", _("Korean")
    ARABIC = "ar", _("Arabic")
    AMHARIC = "am", _("Amharic")
    SOMALI = "so", _("Somali")
    HAITIAN_CREOLE = "ht", _("Haitian Creole")
    RUSSIAN = "ru", _("Russian")
    TAGALOG = "tl", _("Tagalog")
    HMONG = "hmn", _("Hmong")
    OTHER = "other", _("Another language")


class NoteKind(TextChoices):
    THEME = "theme", _("Theme")
    CONCERN = "concern", _("Concern")
    IDEA = "idea", _("Idea")
    QUESTION = "question", _("Question")
    AGREEMENT = "agreement", _("Agreement")
    FACT = "fact", _("Fact to check")


class CommitmentStatus(TextChoices):
    NOT_STARTED = "not_started", pgettext_lazy("commitment", "Not started")
    ON_TRACK = "on_track", pgettext_lazy("commitment", "On track")
    BEHIND = "behind", pgettext_lazy("commitment", "Behind")
    DONE = "done", pgettext_lazy("commitment", "Done")
    DROPPED = "dropped", pgettext_lazy("commitment", "Dropped, with a reason")


class Side(TextChoices):
    """Which side of the dialogue a survey answer speaks for; the only thing asked about the person."""

    COMMUNITY = "community", _("Resident or community member")
    LAW_ENFORCEMENT = "law_enforcement", _("Police or sheriff’s staff")
    OTHER = "other", _("Someone else")


class SurveyItem(TextChoices):
    """What is asked after a session, each answered from 1 to 5. Items are our own, after published constructs."""

    HEARD = "heard", _("I was heard.")
    RESPECTED = "respected", _("I was treated with respect.")
    SAFE = "safe", _("It was safe to say what I think.")
    EXPLAINED = "explained", _("People explained the reasons for what they do.")
    UNDERSTAND = "understand", _("I understand the other side better.")
    CHANGE = "change", _("I expect something to change.")
    RETURN = "return", _("I would come again.")


class Agreement(IntegerChoices):
    """The five points of the scale."""

    NOT_AT_ALL = 1, _("Not at all")
    LITTLE = 2, _("A little")
    PARTLY = 3, _("Partly")
    MOSTLY = 4, _("Mostly")
    FULLY = 5, _("Fully")


class AuditKind(TextChoices):
    """What is recorded of dialogues. The label is the sentence shown; participants are never named in it."""

    INCIDENT_OPENED = "incident_opened", _("{by} opened the incident “{subject}”")
    INCIDENT_CHANGED = "incident_changed", _("{by} changed {fields} of the incident “{subject}”")
    DIALOGUE_OPENED = "dialogue_opened", _("{by} opened the dialogue “{subject}”")
    DIALOGUE_CHANGED = "dialogue_changed", _("{by} changed {fields} of the dialogue")
    DIALOGUE_CLOSED = "dialogue_closed", _("{by} closed the dialogue")
    DIALOGUE_REOPENED = "dialogue_reopened", _("{by} opened the dialogue again")
    SEAT_TAKEN = "seat_taken", _("{by} seated {subject} as {seat}")
    SEAT_ACCEPTED = "seat_accepted", _("{subject} accepted the seat as {seat} with their account")
    SEAT_CHANGED = "seat_changed", _("{by} changed the seat of {subject} to {seat}")
    SEAT_LEFT = "seat_left", _("{by} recorded that {subject} left the design team")
    DESIGN_SIGNED_OFF = "design_signed_off", _("{subject} signed off goals, format and ground rules")
    DESIGN_AGREEMENT_RECORDED = (
        "design_agreement_recorded",
        _("{by} recorded that {subject} agreed to goals, format and ground rules"),
    )
    DESIGN_SIGN_OFFS_CLEARED = (
        "design_sign_offs_cleared",
        _("The design changed, so {count} sign-offs have to be given again"),
    )
    SESSION_SCHEDULED = "session_scheduled", _("{by} scheduled the session “{subject}” for {when}")
    SESSION_CHANGED = "session_changed", _("{by} changed {fields} of the session “{subject}”")
    SESSION_RESCHEDULED = (
        "session_rescheduled",
        _("{by} moved the session “{subject}” from {before} to {when}"),
    )
    SESSION_PLACE_CHANGED = "session_place_changed", _("{by} changed the place of the session “{subject}”")
    SESSION_CANCELLED = "session_cancelled", _("{by} cancelled the session “{subject}”: {reason}")
    SESSION_HELD = "session_held", _("{by} recorded that the session “{subject}” was held")
    PARTICIPANT_ADDED = "participant_added", _("{by} added a participant ({category})")
    PARTICIPANTS_IMPORTED = "participants_imported", _("{by} added {count} participants from a file")
    PARTICIPANT_CHANGED = "participant_changed", _("{by} changed what is kept about a participant")
    PARTICIPANT_REMOVED = "participant_removed", _("{by} removed a participant")
    CONTACT_STOPPED = "contact_stopped", _("{by} asked for no more letters")
    INVITATIONS_SENT = "invitations_sent", _("{by} invited {count} people to “{subject}”")
    INVITATION_ANSWERED = "invitation_answered", _("{by} answered the invitation to “{subject}”")
    CONTACT_RESUMED = "contact_resumed", _("{by} asked to hear from us again")
    REMINDERS_STOPPED = "reminders_stopped", _("{by} asked for no reminders of “{subject}”")
    REMINDERS_RESUMED = "reminders_resumed", _("{by} asked for reminders of “{subject}” again")
    INVITATION_WRITTEN_AGAIN = "invitation_written_again", _("{by} sent an invitation to “{subject}” again")
    LETTERS_QUEUED = "letters_queued", _("{by} wrote {count} letters about “{subject}” ({what})")
    INVITATION_WITHDRAWN = "invitation_withdrawn", _("{by} withdrew an invitation to “{subject}”")
    ATTENDANCE_RECORDED = "attendance_recorded", _("{by} recorded attendance of “{subject}”: {count}")
    NOTE_WRITTEN = "note_written", _("{by} wrote a note in the {space_name} space")
    NOTE_CHANGED = "note_changed", _("{by} changed a note in the {space_name} space")
    NOTE_REMOVED = "note_removed", _("{by} removed a note in the {space_name} space")
    NOTE_PUT_BACK = "note_put_back", _("{by} put back a note in the {space_name} space")
    COMMITMENT_MADE = "commitment_made", _("{by} recorded the commitment “{subject}”")
    COMMITMENT_CHANGED = "commitment_changed", _("{by} changed {fields} of the commitment “{subject}”")
    COMMITMENT_MARKED_PUBLIC = (
        "commitment_marked_public",
        _("{by} marked the commitment “{subject}” for the public page"),
    )
    COMMITMENT_KEPT_OFF = (
        "commitment_kept_off",
        _("{by} took the commitment “{subject}” off the public page"),
    )
    COMMITMENT_POSTPONED = (
        "commitment_postponed",
        _("{by} moved “{subject}” from {before} to {when}: {reason}"),
    )
    FOLLOW_UP_REPORTED = "follow_up_reported", _("{by} reported on “{subject}”: {status}")
    FOLLOW_UPS_ASKED = (
        "follow_ups_asked",
        _("{by} asked {count} of the team for reports on commitments"),
    )
    COMMITMENTS_PUBLISHED = "commitments_published", _("{by} made the commitments page public")
    COMMITMENTS_UNPUBLISHED = (
        "commitments_unpublished",
        _("{by} took the commitments page off the public site"),
    )
    SURVEY_ANSWERS_RELEASED = (
        "survey_answers_released",
        _("{count} more anonymous survey answers came in for “{subject}”"),
    )
    EXPORT_MADE = "export_made", _("{by} exported {what}")
