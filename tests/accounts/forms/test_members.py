"""Forms for inviting, joining and roles."""

from accounts.forms.members import Invite, JoinWithNewAccount, Roles
from accounts.models import User
from accounts.roles import Role


def test_every_role_is_offered_with_what_it_allows() -> None:
    field = Roles().fields["roles"]
    assert [value for value, _label in field.choices] == list(Role.values)
    assert set(field.option_hints) == set(Role)


def test_an_invitation_needs_name_address_and_role() -> None:
    assert set(Invite({}).errors) == {"full_name", "email", "roles"}


def test_a_password_must_not_be_the_name_just_typed() -> None:
    name = "Wilhelmina Featherstonehaugh"
    data = {"full_name": name, "new_password": name.lower(), "new_password_again": name.lower()}
    form = JoinWithNewAccount(data, user=User(email="nia@demo.example", full_name="Nia"))
    assert set(form.errors) == {"new_password"}
