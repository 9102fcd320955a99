"""The demo's agencies and people. All are fictional and say so."""

from dataclasses import dataclass

from django.conf import settings

from accounts.choices import AgencyKind
from accounts.models import Agency, Membership, ReviewMembership, ReviewOrganization, User
from accounts.roles import Role
from config.demo.clock import ZONE

CRS_SCOPE = (
    "Reads the joint and agency records of the agencies it watches: what each dialogue was for, when it met, "
    "how many came, and which commitments were made and kept. It never reads who took part, their contacts, "
    "or the notes of the community and the neutral."
)


@dataclass(frozen=True)
class Cast:
    """Everyone in the demo, by part."""

    city: Agency
    county: Agency
    administrator: User
    liaison: User
    facilitator: User
    co_planner: User
    records_officer: User
    reviewer: User
    county_liaison: User

    @property
    def everyone(self) -> tuple[User, ...]:
        return (
            self.administrator,
            self.liaison,
            self.facilitator,
            self.co_planner,
            self.records_officer,
            self.reviewer,
            self.county_liaison,
        )


def make_cast(password: str) -> Cast:
    """Make agencies, people and their roles."""
    city = Agency.objects.create(
        name="Demo City Police Department",
        slug="demo-city-police-department",
        kind=AgencyKind.LAW_ENFORCEMENT,
        state="MN",
        time_zone=ZONE,
        public_contact="Office of Community Dialogue, Demo City, 555-0100",
    )
    county = Agency.objects.create(
        name="Demo County Sheriff’s Office",
        slug="demo-county-sheriffs-office",
        kind=AgencyKind.LAW_ENFORCEMENT,
        state="WI",
        time_zone=ZONE,
        public_contact="Community Desk, Demo County, 555-0142",
    )
    office = ReviewOrganization.objects.create(
        name="Community Relations Service", short_name="CRS", scope=CRS_SCOPE
    )
    office.agencies.set([city, county])
    cast = Cast(
        city=city,
        county=county,
        administrator=_person("administrator", "Demo Administrator", password, city, Role.ADMINISTRATOR),
        liaison=_person("liaison", "Demo Liaison", password, city, Role.LIAISON),
        facilitator=_person("facilitator", "Demo Facilitator", password, city, Role.FACILITATOR),
        co_planner=_person("coplanner", "Demo Co-planner", password, city, Role.CO_PLANNER),
        records_officer=_person("records", "Demo Records Officer", password, city, Role.RECORDS_OFFICER),
        reviewer=_person("reviewer", "Demo Reviewer", password),
        county_liaison=_person("county", "Demo County Liaison", password, county, Role.LIAISON),
    )
    ReviewMembership.objects.create(user=cast.reviewer, organization=office)
    return cast


def address(part: str) -> str:
    return f"{part}@demo.example"


def _person(part: str, name: str, password: str, agency: Agency | None = None, *roles: Role) -> User:
    user = User.objects.create_user(address(part), password, full_name=name, time_zone=ZONE)
    if agency:
        Membership.objects.create(user=user, agency=agency, roles=list(roles))
    return user


def is_loaded() -> bool:
    return User.objects.filter(email=address("liaison")).exists()


def refuse_in_production() -> None:
    if settings.IS_PRODUCTION:
        raise RuntimeError(
            "Demo people do not belong in production. Open an agency with `manage.py open_agency`."
        )
