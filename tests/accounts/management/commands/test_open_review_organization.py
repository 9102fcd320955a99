"""Opening a review organization."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Agency, MemberInvitation, ReviewOrganization
from tests.factories.accounts import AgencyFactory

pytestmark = pytest.mark.django_db
OPTIONS = {
    "short_name": "DRO",
    "scope": "Reads titles. Never names.",
    "email": "rae@demo.example",
    "person": "Rae Demo",
}


def run(*agencies: str, **changes: str) -> str:
    out = StringIO()
    given = [f"--{name.replace('_', '-')}={value}" for name, value in (OPTIONS | changes).items()]
    watched = [f"--agency={slug}" for slug in agencies]
    call_command("open_review_organization", "Demo Review", *given, *watched, stdout=out)
    return out.getvalue()


def test_invites_a_reviewer_of_the_named_agencies(agency: Agency) -> None:
    other = AgencyFactory()
    words = run(agency.slug, other.slug)
    organization = ReviewOrganization.objects.get()
    assert set(organization.agencies.all()) == {agency, other}
    assert MemberInvitation.objects.get().organization == organization
    assert "/join/" in words


def test_unknown_agencies_are_named_with_those_there_are(agency: Agency) -> None:
    with pytest.raises(CommandError, match=f"No agency is called nowhere. There are: {agency.slug}."):
        run(agency.slug, "nowhere")
    assert not ReviewOrganization.objects.exists()


def test_mistakes_are_told_in_one_sentence(agency: Agency) -> None:
    with pytest.raises(CommandError, match="--email"):
        run(agency.slug, email="nobody")
    run(agency.slug)
    with pytest.raises(CommandError, match="already open"):
        run(agency.slug)
