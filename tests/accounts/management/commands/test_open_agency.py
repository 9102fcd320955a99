"""Opening the first agency of an empty Convene."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Agency, Membership
from accounts.roles import Role
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


def run(**changes: str) -> str:
    options = {
        "state": "TX",
        "time_zone": "America/Chicago",
        "email": "Dana@demo.example",
        "person": "Dana Demo",
    }
    out = StringIO()
    given = [f"--{name.replace('_', '-')}={value}" for name, value in (options | changes).items()]
    call_command("open_agency", "Demo  Agency", *given, stdout=out)
    return out.getvalue()


def test_the_printed_link_makes_an_administrator(client: Client) -> None:
    words = run()
    client.get(words.split("http://127.0.0.1:8000")[1].strip())
    client.post(
        "/join/", {"full_name": "Dana Demo", "new_password": PASSWORD, "new_password_again": PASSWORD}
    )
    row = Membership.objects.get()
    assert (row.agency.name, row.user.email, row.roles) == (
        "Demo Agency",
        "dana@demo.example",
        [Role.ADMINISTRATOR],
    )
    assert client.get(f"/agencies/{row.agency.pk}/members/").status_code == 200


@pytest.mark.parametrize(
    "change", [{"email": "nobody"}, {"state": "ZZ"}, {"time_zone": "Mars/Olympus"}, {"kind": "army"}]
)
def test_mistakes_are_told_in_one_sentence(change: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        run(**change)
    assert not Agency.objects.exists()


def test_twice_is_refused() -> None:
    run()
    with pytest.raises(CommandError, match="already open"):
        run()
