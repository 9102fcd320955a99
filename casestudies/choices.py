"""Fixed vocabularies of the case library; keys as in casestudies/content/."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
