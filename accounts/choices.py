"""Fixed vocabularies of the accounts room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgencyKind(TextChoices):
    """What kind of body convenes. A dialogue may be convened by any of them."""

    LAW_ENFORCEMENT = "law_enforcement", _("Law enforcement agency")
    LOCAL_GOVERNMENT = "local_government", _("Local government")
    COMMUNITY_ORGANIZATION = "community_organization", _("Community organization")
    CONVENER = "convener", _("Convener or mediation center")


class PaperSize(TextChoices):
    LETTER = "letter", _("Letter (8.5 × 11 in)")
    A4 = "a4", _("A4 (210 × 297 mm)")


class State(TextChoices):
    """States, the District of Columbia and territories, by postal abbreviation."""

    AL = "AL", "Alabama"
    AK = "AK", "Alaska"
    AS = "AS", "American Samoa"
    AZ = "AZ", "Arizona"
    AR = "AR", "Arkansas"
    CA = "CA", "California"
    CO = "CO", "Colorado"
    CT = "CT", "Connecticut"
    DE = "DE", "Delaware"
    DC = "DC", "District of Columbia"
    FL = "FL", "Florida"
    GA = "GA", "Georgia"
    GU = "GU", "Guam"
    HI = "HI", "Hawaii"
    ID = "ID", "Idaho"
    IL = "IL", "Illinois"
    IN = "IN", "Indiana"
    IA = "IA", "Iowa"
    KS = "KS", "Kansas"
    KY = "KY", "Kentucky"
    LA = "LA", "Louisiana"
    ME = "ME", "Maine"
    MD = "MD", "Maryland"
    MA = "MA", "Massachusetts"
    MI = "MI", "Michigan"
    MN = "MN", "Minnesota"
    MS = "MS", "Mississippi"
    MO = "MO", "Missouri"
    MT = "MT", "Montana"
    NE = "NE", "Nebraska"
    NV = "NV", "Nevada"
    NH = "NH", "New Hampshire"
    NJ = "NJ", "New Jersey"
    NM = "NM", "New Mexico"
    NY = "NY", "New York"
    NC = "NC", "North Carolina"
    ND = "ND", "North Dakota"
    MP = "MP", "Northern Mariana Islands"
    OH = "OH", "Ohio"
    OK = "OK", "Oklahoma"
    OR = "OR", "Oregon"
    PA = "PA", "Pennsylvania"
    PR = "PR", "Puerto Rico"
    RI = "RI", "Rhode Island"
    SC = "SC", "South Carolina"
    SD = "SD", "South Dakota"
    TN = "TN", "Tennessee"
    TX = "TX", "Texas"
    UT = "UT", "Utah"
    VT = "VT", "Vermont"
    VI = "VI", "U.S. Virgin Islands"
    VA = "VA", "Virginia"
    WA = "WA", "Washington"
    WV = "WV", "West Virginia"
    WI = "WI", "Wisconsin"
    WY = "WY", "Wyoming"


class TimeZone(TextChoices):
    """The IANA zones of the United States, named as people there name them."""

    NEW_YORK = "America/New_York", _("Eastern time (New York)")
    DETROIT = "America/Detroit", _("Eastern time (Detroit)")
    INDIANAPOLIS = "America/Indiana/Indianapolis", _("Eastern time (Indianapolis)")
    CHICAGO = "America/Chicago", _("Central time (Chicago)")
    DENVER = "America/Denver", _("Mountain time (Denver; Navajo Nation)")
    BOISE = "America/Boise", _("Mountain time (Boise)")
    PHOENIX = "America/Phoenix", _("Mountain time without daylight saving (Phoenix)")
    LOS_ANGELES = "America/Los_Angeles", _("Pacific time (Los Angeles)")
    ANCHORAGE = "America/Anchorage", _("Alaska time (Anchorage)")
    HONOLULU = "Pacific/Honolulu", _("Hawaii time (Honolulu)")
    PUERTO_RICO = "America/Puerto_Rico", _("Atlantic time (Puerto Rico)")
    GUAM = "Pacific/Guam", _("Chamorro time (Guam)")
    PAGO_PAGO = "Pacific/Pago_Pago", _("Samoa time (Pago Pago)")


class AuditKind(TextChoices):
    """What is recorded of people and agencies. The label is the sentence shown; see docs/adr."""

    SIGNED_IN = "signed_in", _("{by} signed in")
    SIGNED_OUT = "signed_out", _("{by} signed out")
    SIGNED_OUT_ELSEWHERE = "signed_out_elsewhere", _("{by} signed out of every other browser")
    SIGN_IN_REFUSED = "sign_in_refused", _("A sign-in was refused")
    PASSWORD_CHANGED = "password_changed", _("{by} changed their password")
    PASSWORD_RESET_ASKED = "password_reset_asked", _("A link to set a new password was asked for")
    PASSWORD_RESET = "password_reset", _("{by} set a new password by a link from a letter")
    PREFERENCES_CHANGED = "preferences_changed", _("{by} changed their name, language or time zone")
    AGENCY_OPENED = "agency_opened", _("{by} opened the agency {subject}")
    AGENCY_CHANGED = "agency_changed", _("{by} changed the details of {subject}")
    REVIEW_ORGANIZATION_OPENED = (
        "review_organization_opened",
        _("{by} opened the review organization {subject}"),
    )
    MEMBER_INVITED = "member_invited", _("{by} invited a member as {roles}")
    MEMBER_INVITED_AGAIN = "member_invited_again", _("{by} sent an invitation to join again")
    MEMBER_INVITATION_WITHDRAWN = "member_invitation_withdrawn", _("{by} withdrew an invitation to join")
    MEMBER_JOINED = "member_joined", _("{by} joined {subject}")
    MEMBER_ROLES_CHANGED = "member_roles_changed", _("{by} changed the roles of {subject} to {roles}")
    MEMBER_REMOVED = "member_removed", _("{by} removed {subject} from the agency")
    REVIEWER_INVITED = "reviewer_invited", _("{by} invited a reviewer of {subject}")
    REVIEWER_JOINED = "reviewer_joined", _("{by} joined {subject} as a reviewer")
