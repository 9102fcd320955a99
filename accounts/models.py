"""People, the agencies they work for and the organizations that review."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.choices import AgencyKind, PaperSize, State, TimeZone
from accounts.querysets import AgencyQuerySet, MemberInvitationQuerySet, MembershipQuerySet
from accounts.roles import Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person with an account: staff of an agency, a co-planner or a reviewer. Participants have none."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    full_name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=5, choices=[("en", _("English")), ("es", _("Spanish"))], default="en"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=40, choices=TimeZone.choices, default=TimeZone.NEW_YORK
    )
    is_active = models.BooleanField(default=True)
    sign_in_version = models.PositiveIntegerField(
        default=0, help_text="One more, and every browser that this person is signed in with is signed out"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="user_email_is_lower_case"),
            models.CheckConstraint(condition=Q(language__in=["en", "es"]), name="user_language_known"),
            models.CheckConstraint(condition=Q(time_zone__in=TimeZone.values), name="user_time_zone_known"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def audit_id(self) -> int | None:
        return self.pk

    @property
    def audit_label(self) -> str:
        return self.full_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Ends every sign-in of this person when the password or `sign_in_version` changes."""
        return salted_hmac(
            "accounts.User.sign_in",
            f"{self.password}{self.sign_in_version}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class Agency(models.Model):
    """A law enforcement agency, local government, community organization or convener that uses Convene."""

    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=AgencyKind.choices)
    ori = models.CharField(
        _("ORI"),
        max_length=9,
        blank=True,
        help_text=_("The nine-character identifier of a law enforcement agency, where there is one."),
    )
    state = models.CharField(_("state"), max_length=2, choices=State.choices)
    time_zone = models.CharField(_("time zone"), max_length=40, choices=TimeZone.choices)
    paper_size = models.CharField(
        _("paper size"), max_length=10, choices=PaperSize.choices, default=PaperSize.LETTER
    )
    public_contact = models.CharField(
        _("public contact"),
        max_length=160,
        blank=True,
        help_text=_(
            "Shown to residents on letters and public pages: an office, a phone number or an e-mail address."
        ),
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AgencyKind.values), name="agency_kind_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="agency_state_known"),
            models.CheckConstraint(condition=Q(time_zone__in=TimeZone.values), name="agency_time_zone_known"),
            models.CheckConstraint(
                condition=Q(paper_size__in=PaperSize.values), name="agency_paper_size_known"
            ),
            models.UniqueConstraint(
                fields=["ori"],
                condition=~Q(ori=""),
                name="agency_ori_once",
                violation_error_message=_("Another agency has this ORI. Check it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewOrganization(models.Model):
    """An office that reads the history of several agencies, for example the Community Relations Service.

    Name, scope and wording are data: which office reviews may change, the program does not.
    """

    name = models.CharField(_("name"), max_length=160, unique=True)
    short_name = models.CharField(_("short name"), max_length=40)
    scope = models.TextField(
        _("what it reads"),
        help_text=_("Shown to agencies and residents: what this office reads, and what never."),
    )
    agencies = models.ManyToManyField(Agency, related_name="review_organizations", verbose_name=_("agencies"))

    class Meta:
        verbose_name = _("review organization")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's place in an agency and what it allows."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), verbose_name=_("roles"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(fields=["user", "agency"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(roles__contained_by=list(Role.values)) & ~Q(roles=[]),
                name="membership_roles_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.full_name}, {self.agency.name}"


class ReviewMembership(models.Model):
    """A person's place in a review organization."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="review_memberships")
    organization = models.ForeignKey(ReviewOrganization, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        verbose_name = _("review membership")
        constraints = [
            models.UniqueConstraint(fields=["user", "organization"], name="review_membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user.full_name}, {self.organization.name}"


class MemberInvitation(models.Model):
    """The only way to an account: to one agency or review organization, bound to one address, single use.

    The letter holds the token; this row holds what it is derived from and recognized by (`accounts.tokens`).
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, null=True, related_name="member_invitations")
    organization = models.ForeignKey(
        ReviewOrganization, on_delete=models.CASCADE, null=True, related_name="member_invitations"
    )
    email = models.EmailField(_("e-mail address"))
    full_name = models.CharField(_("name"), max_length=120)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), verbose_name=_("roles"), default=list
    )
    nonce = models.CharField(max_length=40)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="Empty: from the command line"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MemberInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to join")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    ~Q(roles=[]),
                    agency__isnull=False,
                    organization__isnull=True,
                    roles__contained_by=list(Role.values),
                )
                | Q(agency__isnull=True, organization__isnull=False, roles=[]),
                name="member_invitation_place_and_roles",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower(F("email"))), name="member_invitation_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="member_invitation_accepted_pair",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="member_invitation_withdrawn_pair",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="member_invitation_settled_once",
            ),
            models.UniqueConstraint(
                fields=["email", "agency"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True, agency__isnull=False),
                name="member_invitation_open_once",
            ),
            models.UniqueConstraint(
                fields=["email", "organization"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True, organization__isnull=False),
                name="reviewer_invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation to join {self.pk}"

    @property
    def place(self) -> Agency | ReviewOrganization:
        """Where the invitation leads. Load it with `with_place()`."""
        place = self.agency or self.organization
        if place is None:  # refused by member_invitation_place_and_roles
            raise ValueError("an invitation leads somewhere")
        return place
