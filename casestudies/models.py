"""Case studies: what agencies and reviewers draft, what was published, and each version as it was read."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import State
from accounts.models import Agency, ReviewOrganization, User
from casestudies import content
from casestudies.choices import CaseState, Setting, WithdrawalKind
from casestudies.content import Case
from casestudies.querysets import CaseStudyQuerySet, PublishedCaseQuerySet
from casestudies.workflows import WRITABLE
from dialogues.models import Dialogue

HEADING = (
    SearchVector("place", weight="A", config="english")
    + SearchVector("situation", weight="B", config="english")
    + SearchVector("trigger", weight="B", config="english")
    + SearchVector("format", weight="B", config="english")
)


class CaseStudy(models.Model):
    """A case that an agency or a review organization writes, until someone else has read and published it.

    `body` holds its parts as in `casestudies.content.bodies`. `kept` says why places that the finder marked
    stay: mark → {"text", "reason", "words"}.
    """

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="case_studies"
    )
    organization = models.ForeignKey(
        ReviewOrganization, on_delete=models.PROTECT, null=True, blank=True, related_name="case_studies"
    )
    dialogue = models.ForeignKey(
        Dialogue, on_delete=models.SET_NULL, null=True, blank=True, related_name="case_studies"
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=CaseState.choices, default=CaseState.DRAFT)
    body = models.JSONField(default=dict)
    kept = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    review_reason = models.TextField(_("why it was sent back"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = CaseStudyQuerySet.as_manager()

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")
        indexes = [
            models.Index(fields=["author", "-id"], name="case_study_by_author"),
            models.Index(fields=["-id"], name="case_study_in_review", condition=Q(state="in_review")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_study_state_known"),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, organization__isnull=True)
                | Q(agency__isnull=True, organization__isnull=False),
                name="case_study_has_one_writer",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="case_study_reviewed_pair",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("author")),
                name="case_study_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | (Q(reviewed_at__isnull=False) & ~Q(review_reason="")),
                name="case_study_sent_back_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_review") | Q(handed_in_at__isnull=False),
                name="case_study_in_review_was_handed_in",
            ),
        ]

    def __str__(self) -> str:
        place, state = self.body.get("place"), self.body.get("state")
        return f"{place}, {state}" if place and state else place or str(_("Case without a place yet"))

    @property
    def case(self) -> Case:
        """What is written so far; parts may be empty."""
        return content.case_from(self.body, key="", version=0, strengths=content.strengths())

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def writer(self) -> str:
        """The office that answers for the case. People are not named on it."""
        return str(self.agency or self.organization or "")


class PublishedCase(models.Model):
    """A case in the library as it is searched, whether from a file or written by people: its newest version.

    Withdrawn, it leaves the lists; its page stays and says why. Withdrawn because of a person, it says nothing else.
    """

    key = models.SlugField(max_length=80, unique=True)
    study = models.OneToOneField(CaseStudy, on_delete=models.PROTECT, null=True, related_name="published")
    number = models.PositiveSmallIntegerField(default=1)
    place = models.CharField(_("place"), max_length=120)
    state = models.CharField(_("state"), max_length=2, choices=State.choices)
    setting = models.CharField(_("setting"), max_length=10, choices=Setting.choices)
    years = models.CharField(_("years"), max_length=60)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    situation = models.CharField(_("situation"), max_length=400)
    trigger = models.CharField(_("what set it off"), max_length=400)
    format = models.CharField(_("format"), max_length=400)
    phases = ArrayField(models.CharField(max_length=20))
    trigger_kinds = ArrayField(models.CharField(max_length=20))
    formats = ArrayField(models.CharField(max_length=30), default=list)
    strengths = ArrayField(models.CharField(max_length=20), default=list)
    tells_what_failed = models.BooleanField(default=False)
    did_not_work_out = models.BooleanField(default=False, db_default=False)
    people = models.PositiveIntegerField(_("people"), null=True)
    words = models.TextField(_("everything else that is searched"), blank=True)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_kind = models.CharField(
        _("kind of withdrawal"), max_length=10, choices=WithdrawalKind.choices, blank=True
    )
    # Versions up to this number were hidden because of a person, and stay hidden when a new one follows.
    hidden_through = models.PositiveSmallIntegerField(default=0)
    withdrawal_reason = models.TextField(_("why it was withdrawn"), max_length=1000, blank=True)
    # What decides the order of results: short, so that ranking thousands of cases does not unpack all they say.
    heading = models.GeneratedField(expression=HEADING, output_field=SearchVectorField(), db_persist=True)
    search = models.GeneratedField(
        expression=HEADING + SearchVector("words", weight="C", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PublishedCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("published case")
        indexes = [
            GinIndex(fields=["search"], name="published_case_search"),
            models.Index(
                fields=["place", "state", "id"],
                name="published_case_by_place",
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="published_case_state_known"),
            models.CheckConstraint(
                condition=Q(setting__in=Setting.values), name="published_case_setting_known"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
                name="published_case_withdrawn_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_kind="")
                | Q(withdrawn_at__isnull=False, withdrawal_kind="content")
                | Q(withdrawn_at__isnull=False, withdrawal_kind="person", hidden_through__gte=F("number")),
                name="published_case_withdrawal_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.state}"

    @property
    def best_strength(self) -> str:
        """How well the best-known outcome is known, in a word; nothing for one that no file knows any more."""
        known = (one.label for one in content.strengths() if one.key in self.strengths)
        return next(known, "")

    def hides(self, number: int) -> bool:
        """Whether strangers no longer read this version, because of a person."""
        return number <= self.hidden_through


class CaseVersion(models.Model):
    """One version of a case as it was published. The database refuses every change and deletion.

    `writer` is the office that answers for it, empty for a case that comes with the program's files;
    `reviewed_by` is the person who read and published it.
    """

    case = models.ForeignKey(PublishedCase, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    writer = models.CharField(max_length=160, blank=True)
    published_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("version of a case")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="case_version_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case.key} {self.number}"

    @property
    def shown(self) -> Case:
        """The case as this version tells it."""
        return content.case_from(
            self.body, key=self.case.key, version=self.number, strengths=content.strengths()
        )
