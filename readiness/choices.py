"""Fixed vocabularies of the readiness room."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogues.choices import Category

# Nobody says "prefer not to say" of an organization.
MAP_CATEGORIES = tuple(category for category in Category if category is not Category.NOT_SAID)
POLICE = (Category.PATROL, Category.SUPERVISORS, Category.COMMAND, Category.UNION)
GOVERNMENT = (Category.OFFICIALS, Category.PROSECUTOR, Category.TRIBAL_FEDERAL, Category.MEDIA)
COMMUNITY = tuple(
    category for category in MAP_CATEGORIES if category not in POLICE and category not in GOVERNMENT
)
CATEGORY_GROUPS = (
    (_("Community"), COMMUNITY),
    (_("Police"), POLICE),
    (_("Government and media"), GOVERNMENT),
)

# Our own numbers: no source sets them. The map is looked at every quarter (guidance step "map").
QUIET_AFTER = timedelta(days=91)
# The pool trains, the call tree is tested and the plan is rehearsed once a year (steps "facilitators", "exercise").
YEAR = timedelta(days=365)


class NeutralKind(TextChoices):
    """Kinds of neutral providers; content/neutrals.yaml says where to look for each."""

    FEDERAL = "federal", _("Federal conciliators")
    STATE_OFFICE = "state_office", _("State dispute-resolution office")
    MEDIATION_CENTER = "mediation_center", _("Community mediation center")
    UNIVERSITY = "university", _("University or college institute")
    NATIONAL = "national", _("National project")
    OTHER = "other", pgettext_lazy("neutral provider", "Other")


class CallPart(TextChoices):
    """What someone in the call tree is there for. The suggested order stands in content/call_tree.yaml."""

    CHIEF = "chief", _("Chief or sheriff")
    MANAGER = "manager", _("City or county manager, or mayor")
    INFORMATION = "information", _("Public information officer")
    COUNSEL = "counsel", _("Counsel")
    FAMILY = "family", _("Family liaison")
    LIAISON = "liaison", _("Dialogue liaison")
    OPERATIONS = "operations", _("Head of operations")
    UNION = "union", _("Police union")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    NEUTRAL = "neutral", _("Neutral provider")
    OFFICIAL = "official", _("Elected official")
    OTHER = "other", pgettext_lazy("call tree", "Someone else")


class Basis(TextChoices):
    """What a suggestion rests on. The same words as in the guidance."""

    COMPANION = "C", _("From a companion source")
    OWN = "I", _("Our own suggestion")


class FolderPart(TextChoices):
    """Parts of the printed folder, in their order."""

    CALLS = "calls", _("Call tree")
    NEUTRALS = "neutrals", _("Neutral providers")
    STATEMENTS = "statements", _("Holding statements")
    MAP = "map", _("Stakeholder map by category")
    FACILITATORS = "facilitators", _("Facilitator pool")
    EXERCISES = "exercises", _("Exercises")


class AuditKind(TextChoices):
    """What is recorded of the registers. The label is the sentence shown; people of the pool are never named."""

    READINESS_ADDED = "readiness_added", _("{by} added “{subject}” ({register})")
    READINESS_CHANGED = "readiness_changed", _("{by} changed {fields} of “{subject}” ({register})")
    READINESS_REMOVED = "readiness_removed", _("{by} removed “{subject}” ({register})")
    READINESS_PUT_BACK = "readiness_put_back", _("{by} put back “{subject}” ({register})")
    CONTACT_NOTED = "contact_noted", _("{by} noted a talk with “{subject}” on {when}")
    CONTACT_TAKEN_BACK = (
        "contact_taken_back",
        _("{by} took back the note of a talk with “{subject}” on {when}"),
    )
    NUMBER_CHECKED = "number_checked", _("{by} checked that the number of “{subject}” works")
    TRAINING_NOTED = "training_noted", _("{by} noted a training of {subject} on {when}")
    TRAINING_TAKEN_BACK = "training_taken_back", _("{by} took back the training of {subject} on {when}")
    CALL_MOVED = "call_moved", _("{by} moved “{subject}” to place {place} of the call tree")
    CALL_TREE_TESTED = (
        "call_tree_tested",
        _("{by} noted a test of the call tree: {reached} of {called} reached"),
    )
    STATEMENT_APPROVED = "statement_approved", _("{by} recorded that {approver} approved “{subject}”")
    STATEMENT_APPROVAL_LAPSED = (
        "statement_approval_lapsed",
        _("The text of “{subject}” changed, so it has to be approved again"),
    )
    READINESS_EXPORTED = "readiness_exported", _("{by} exported {what}")
