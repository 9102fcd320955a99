"""The stakeholder map: organizations and offices, never scores of persons."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices import Language
from readiness.choices import MAP_CATEGORIES
from readiness.models.entries import Entry, Spoken, languages_known, spell_languages
from readiness.querysets import GapQuerySet, OrganizationQuerySet

CATEGORIES = [(category.value, category.label) for category in MAP_CATEGORIES]
CATEGORY_VALUES = [category.value for category in MAP_CATEGORIES]


class Organization(Entry):
    """An organization or office of one stakeholder category, with its public contact and who knows it.

    Field practice: record contact, language and safety needs; mark bridge-builders (Divided Community Project,
    “Planning in Advance”). There is no column that could rate a person, and none may be added.
    """

    REGISTER = _("stakeholder map")
    FILLED_IN = (
        "name",
        "category",
        "contact",
        "phone",
        "email",
        "reached_by",
        "languages",
        "is_messenger",
        "is_bridge_builder",
        "holder",
        "holder_office",
        "safety_needs",
    )

    name = models.CharField(_("name"), max_length=160)
    category = models.CharField(_("category"), max_length=30, choices=CATEGORIES)
    contact = models.CharField(_("public contact"), max_length=160, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    reached_by = models.CharField(_("how they are best reached"), max_length=300, blank=True)
    languages = ArrayField(
        models.CharField(max_length=10, choices=Language.choices),
        verbose_name=_("languages"),
        default=list,
        blank=True,
    )
    is_messenger = models.BooleanField(_("trusted messenger"), default=False)
    is_bridge_builder = models.BooleanField(_("bridge-builder"), default=False)
    holder = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who holds the relationship"),
    )
    holder_office = models.CharField(_("name or office that holds it"), max_length=160, blank=True)
    safety_needs = models.CharField(_("safety needs in meeting police"), max_length=500, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        indexes = [models.Index(fields=["agency", "category", "name"], name="organization_by_category")]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(category__in=CATEGORY_VALUES), name="organization_category_known"
            ),
            languages_known("organization_languages_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def language_names(self) -> str:
        return spell_languages(self.languages)


class Contact(Spoken):
    """A talk with an organization, on a day. What was said about an investigation does not belong here."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="contacts")
    spoke_on = models.DateField(_("day"))
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("talk")
        indexes = [models.Index(fields=["organization", "-spoke_on"], name="contact_by_organization")]

    def __str__(self) -> str:
        return f"talk {self.pk}"


class CategoryGap(Entry):
    """Why a category of the map is empty, who said so, and when. The step “map” asks: filled, or explained."""

    REGISTER = _("stakeholder map, empty category")
    FILLED_IN = ("category", "explanation", "told_by", "told_on")

    category = models.CharField(_("category"), max_length=30, choices=CATEGORIES)
    explanation = models.CharField(_("why nobody stands here"), max_length=300)
    told_by = models.CharField(_("who said so"), max_length=160)
    told_on = models.DateField(_("when"))

    objects = GapQuerySet.as_manager()

    class Meta:
        verbose_name = _("explained gap")
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(category__in=CATEGORY_VALUES), name="category_gap_category_known"
            ),
            models.UniqueConstraint(
                fields=["agency", "category"],
                condition=Q(removed_at__isnull=True),
                name="category_gap_explained_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_category_display())
