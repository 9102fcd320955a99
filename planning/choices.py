"""Fixed vocabularies of the planning room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StepStatus(TextChoices):
    OPEN = "open", pgettext_lazy("step", "To do")
    DONE = "done", pgettext_lazy("step", "Done")
    SKIPPED = "skipped", pgettext_lazy("step", "Skipped, with a reason")


class StepState(TextChoices):
    """What a person sees of a step: the word of a person, or what the program sees by itself."""

    OPEN = "open", pgettext_lazy("step", "To do")
    FOUND = "found", pgettext_lazy("step", "Done, as the record shows")
    DONE = "done", pgettext_lazy("step", "Done")
    RESTING = "resting", pgettext_lazy("step", "Done for now")
    SKIPPED = "skipped", pgettext_lazy("step", "Skipped, with a reason")
    LEFT = "left", pgettext_lazy("step", "No longer asked")


class Counting(TextChoices):
    """What the date of an agency's own step is counted from; the keys of `planning.content.COUNTINGS`."""

    HOURS_AFTER_INCIDENT = "hours_after_incident", _("Hours after the incident became known")
    DAYS_AFTER_INCIDENT = "days_after_incident", _("Days after the incident became known")
    DAYS_BEFORE_SESSION = "days_before_session", _("Days before the session")
    DAYS_AFTER_SESSION = "days_after_session", _("Days after the session")
    DAYS_AFTER_START = "days_after_start", _("Days after the plan starts")
    QUARTERLY = "quarterly", _("Every quarter")
    YEARLY = "yearly", _("Every year")


class FormatLevel(TextChoices):
    """Who uses a format that was kept in the program. The third level, national, is files alone."""

    PERSONAL = "personal", pgettext_lazy("format", "Only me")
    AGENCY = "agency", pgettext_lazy("format", "Everyone in my agency")


class RecordKind(TextChoices):
    """What a line in the log of a step tells."""

    NOTED = "noted", pgettext_lazy("step", "Noted")
    DONE = "done", pgettext_lazy("step", "Done")
    SKIPPED = "skipped", pgettext_lazy("step", "Skipped")
    REOPENED = "reopened", pgettext_lazy("step", "Opened again")


class BlockKind(TextChoices):
    """What kind of time a part of the agenda is; the keys of planning/content/formats/."""

    PREPARATION = "preparation", _("Preparation")
    ARRIVAL = "arrival", _("Arrival")
    WELCOME = "welcome", _("Welcome")
    PLENARY = "plenary", _("Whole group")
    PRESENTATION = "presentation", _("Presentation")
    SMALL_GROUPS = "small_groups", _("Small groups")
    CIRCLE = "circle", _("Circle")
    LISTENING = "listening", _("Listening")
    BREAK = "break", _("Break")
    DECISION = "decision", _("Decision")
    CLOSING = "closing", _("Closing")
    SURVEY = "survey", _("Survey")


class Proposer(TextChoices):
    """Who wanted this part of the agenda; the keys of planning/content/formats/."""

    POLICE = "police", pgettext_lazy("who proposed it", "Police")
    COMMUNITY = "community", pgettext_lazy("who proposed it", "Community")
    FACILITATOR = "facilitator", pgettext_lazy("who proposed it", "Facilitator")
    HOST = "host", pgettext_lazy("who proposed it", "Host")


class Priority(TextChoices):
    """What happens to an item when time runs out; the keys of `planning.timing.late.LEVELS`, and what is kept."""

    KEEP = "keep", pgettext_lazy("when it runs late", "Keep as it is")
    SHORTEN = "shorten", pgettext_lazy("when it runs late", "Shorten")
    DROP = "drop", pgettext_lazy("when it runs late", "Drop first")


class Spoken(TextChoices):
    """How words are carried into another spoken language."""

    SIMULTANEOUS = "simultaneous", _("Simultaneous: into headsets while people speak")
    CONSECUTIVE = "consecutive", _("Consecutive: after each few sentences")


class Version(TextChoices):
    """Which copy of the agenda is printed."""

    FACILITATOR = "facilitator", _("Facilitator’s copy")
    PARTICIPANT = "participant", _("Participants’ copy")


class AuditKind(TextChoices):
    """What is recorded of plans and agendas. The label is the sentence shown."""

    PLAN_STARTED = "plan_started", _("{by} started the plan for {phase}")
    STEP_DONE = "step_done", _("{by} marked the step “{subject}” as done")
    STEP_REOPENED = "step_reopened", _("{by} opened the step “{subject}” again")
    STEP_SKIPPED = "step_skipped", _("{by} skipped the step “{subject}”: {reason}")
    STEP_ASSIGNED = "step_assigned", _("{by} gave the step “{subject}” to {owner}")
    STEP_DATED = "step_dated", _("{by} set the due date of “{subject}” to {when}")
    STEP_EVIDENCE_NOTED = "step_evidence_noted", _("{by} noted the evidence for “{subject}”")
    STEP_NOTED = "step_noted", _("{by} noted what was done on “{subject}”")
    STEP_ADDED = "step_added", _("{by} added the step “{subject}” to the plan")
    PLAN_CONTENT_ADOPTED = (
        "plan_content_adopted",
        _(
            "{by} brought the plan up to version {version} of the guidance. "
            "Steps added: {added}, changed: {changed}, left out: {declined}"
        ),
    )
    OWN_STEP_WRITTEN = "own_step_written", _("{by} wrote the agency’s own step “{subject}”")
    OWN_STEP_CHANGED = "own_step_changed", _("{by} changed the agency’s own step “{subject}”")
    OWN_STEP_RETIRED = "own_step_retired", _("{by} took the agency’s own step “{subject}” out of new plans")
    OWN_STEP_RETURNED = (
        "own_step_returned",
        _("{by} put the agency’s own step “{subject}” back into new plans"),
    )
    FORMAT_KEPT = "format_kept", _("{by} kept the format “{subject}”, version {version}")
    FORMAT_CHANGED = "format_changed", _("{by} changed what the format “{subject}” says of itself")
    FORMAT_COPIED = "format_copied", _("{by} copied the format “{subject}” from “{source}”")
    FORMAT_RETIRED = "format_retired", _("{by} retired the format “{subject}”")
    FORMAT_RETURNED = "format_returned", _("{by} put the format “{subject}” back")
    TASK_TICKED = "task_ticked", _("{by} ticked “{subject}”")
    TASK_UNTICKED = "task_unticked", _("{by} took back the tick on “{subject}”")
    AGENDA_STARTED = "agenda_started", _("{by} started the agenda of “{subject}” (format: {format})")
    AGENDA_CHANGED = "agenda_changed", _("{by} changed the agenda of “{subject}”")
    AGENDA_RETIMED = "agenda_retimed", _("{by} changed the times of “{subject}”: {how}")
    AGENDA_ITEM_ADDED = "agenda_item_added", _("{by} added “{subject}” to the agenda of “{session}”")
    AGENDA_ITEM_CHANGED = "agenda_item_changed", _("{by} changed “{subject}” in the agenda of “{session}”")
    AGENDA_ITEM_MOVED = "agenda_item_moved", _("{by} moved “{subject}” in the agenda of “{session}”")
    AGENDA_ITEM_REMOVED = "agenda_item_removed", _("{by} removed “{subject}” from the agenda of “{session}”")
    AGENDA_ITEM_RESTORED = (
        "agenda_item_restored",
        _("{by} put “{subject}” back into the agenda of “{session}”"),
    )
    AGENDA_ITEM_COPIED = (
        "agenda_item_copied",
        _("{by} added a copy of “{subject}” to the agenda of “{session}”"),
    )
    AGENDA_ITEMS_CHANGED = (
        "agenda_items_changed",
        _("{by} changed items of the agenda of “{subject}” in one go: {count}"),
    )
    AGENDA_CHANGE_UNDONE = "agenda_change_undone", _("{by} undid a change in the agenda of “{subject}”")
    AGENDA_CHANGE_REDONE = (
        "agenda_change_redone",
        _("{by} made an undone change in the agenda of “{subject}” again"),
    )
    AGENDA_RELEASED = "agenda_released", _("{by} made release {number} of the agenda of “{subject}”")
    AGENDA_RELEASE_CONFIRMED = (
        "agenda_release_confirmed",
        _(
            "{by} confirmed for {member} that release {number} of the agenda of “{subject}” was designed together"
        ),
    )
    AGENDA_RELEASE_UNCONFIRMED = (
        "agenda_release_unconfirmed",
        _("{by} took back the confirmation of {member} for release {number} of the agenda of “{subject}”"),
    )
    PACK_ASKED = "pack_asked", _("{by} asked for a print pack of “{subject}” (parts: {count})")


class PackPart(TextChoices):
    """The parts of a print pack, in the order in which they are printed."""

    RUN_OF_SHOW = "run_of_show", _("Run of show")
    CREW_CARDS = "crew_cards", _("Crew cards")
    ROOM = "room", _("Room layout")
    SIGN_IN = "sign_in", _("Sign-in sheets")
    AGENDA = "agenda", _("Participants’ agenda")
    GROUND_RULES = "ground_rules", _("Ground rules poster")
    NAME_TAGS = "name_tags", _("Name tags, blank")
    TABLE_CARDS = "table_cards", _("Table cards")
    TABLE_QUESTIONS = "table_questions", _("Table questions")
    WORKSHEETS = "worksheets", _("Worksheets")
    TALLY = "tally", _("Tally sheet")
    NOTES = "notes", _("Note sheets")
    SURVEY = "survey", _("Survey")
    RESOURCES = "resources", _("Resource sheet")
    NEXT_DATE = "next_date", _("Next-date cards")
    INTERPRETER = "interpreter", _("Interpreter’s advance copy")


# What participants hold or read: of the release only, and in each language that was asked for.
FOR_PARTICIPANTS = frozenset(
    {
        PackPart.SIGN_IN,
        PackPart.AGENDA,
        PackPart.GROUND_RULES,
        PackPart.NAME_TAGS,
        PackPart.TABLE_CARDS,
        PackPart.SURVEY,
        PackPart.RESOURCES,
        PackPart.NEXT_DATE,
        PackPart.TABLE_QUESTIONS,
        PackPart.WORKSHEETS,
    }
)


class PackPreset(TextChoices):
    """For whom a pack is; each is a choice of parts that can be changed."""

    ALL = "all", _("Everything")
    FACILITATOR = "facilitator", _("For the facilitator")
    CREW = "crew", _("For the crew")
    ROOM = "room", _("For the room")


PRESETS: dict[str, tuple[str, ...]] = {
    PackPreset.ALL: tuple(PackPart.values),
    PackPreset.FACILITATOR: (
        PackPart.RUN_OF_SHOW,
        PackPart.ROOM,
        PackPart.TALLY,
        PackPart.NOTES,
        PackPart.INTERPRETER,
    ),
    PackPreset.CREW: (
        PackPart.CREW_CARDS,
        PackPart.ROOM,
        PackPart.SIGN_IN,
        PackPart.TALLY,
        PackPart.NOTES,
        PackPart.INTERPRETER,
    ),
    PackPreset.ROOM: (
        PackPart.SIGN_IN,
        PackPart.AGENDA,
        PackPart.GROUND_RULES,
        PackPart.NAME_TAGS,
        PackPart.TABLE_CARDS,
        PackPart.SURVEY,
        PackPart.RESOURCES,
        PackPart.NEXT_DATE,
        PackPart.TABLE_QUESTIONS,
        PackPart.WORKSHEETS,
    ),
}


class PackState(TextChoices):
    """Where a print pack stands."""

    WAITING = "waiting", pgettext_lazy("print pack", "Waiting")
    MAKING = "making", pgettext_lazy("print pack", "Being made")
    READY = "ready", pgettext_lazy("print pack", "Ready")
    FAILED = "failed", pgettext_lazy("print pack", "Could not be made")


class PackLanguage(TextChoices):
    """In which language a pack is. With both, what participants read comes in each, the team's sheets in English."""

    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    BOTH = "both", _("English and Spanish, each on its own sheets")


class RoomKind(TextChoices):
    """How the chairs stand."""

    CIRCLE = "circle", _("One circle of chairs")
    HORSESHOE = "horseshoe", _("A horseshoe")
    ROUND_TABLES = "round_tables", _("Round tables")
    THEATRE = "theatre", _("Rows, as in a theatre")


# Where a format's own words name them: how many tables, and how many chairs at each.
TABLES_OF_FORMAT = {"spcp_day": 7, "city_spirit": 7}
SEATS_OF_FORMAT = {"world_cafe": 5}
SEATS_AT_A_TABLE = 8  # of every other format

# How each format of planning/content/formats/ sits; whoever prints may choose another.
ROOM_OF_FORMAT = {
    "spcp_day": RoomKind.ROUND_TABLES,
    "city_spirit": RoomKind.ROUND_TABLES,
    "facilitated_dialogue": RoomKind.HORSESHOE,
    "tabletop": RoomKind.ROUND_TABLES,
    "study_circles": RoomKind.CIRCLE,
    "peace_circle": RoomKind.CIRCLE,
    "orlando_speaks": RoomKind.ROUND_TABLES,
    "world_cafe": RoomKind.ROUND_TABLES,
    "town_hall": RoomKind.THEATRE,
    "post_incident_forum": RoomKind.CIRCLE,
    "youth_police": RoomKind.CIRCLE,
    "listening_dinner": RoomKind.ROUND_TABLES,
    "film_discussion": RoomKind.THEATRE,
}


class ChangeKind(TextChoices):
    """What a change to an agenda was, as the button that takes it back calls it."""

    ADDED = "added", _("adding “%(item)s”")
    COPIED = "copied", _("copying “%(item)s”")
    CHANGED = "changed", _("changing “%(item)s”")
    RETIMED = "retimed", _("new minutes for “%(item)s”")
    MOVED = "moved", _("moving “%(item)s”")
    REMOVED = "removed", _("removing “%(item)s”")
    RESTORED = "restored", _("putting back “%(item)s”")
    DETAILS = "details", _("changing ground rules and welcome")
    TOGETHER = "together", _("changing several items")


class Together(TextChoices):
    """What several changes were that a person made in one go; kept as the label of a change `TOGETHER`."""

    LATE = "late", _("going on late")
    ON_TIME = "on_time", _("beginning as announced")
    ACCESS = "access", _("time for interpreting and captions")
