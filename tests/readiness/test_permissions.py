import pytest

from accounts.roles import Role
from readiness.permissions import may_keep_readiness, may_read_readiness
from tests.factories.readiness import member

READERS = {Role.LIAISON, Role.ADMINISTRATOR, Role.RECORDS_OFFICER}


@pytest.mark.parametrize("role", Role)
def test_roles_read_and_keep(agency, role):
    person = member(agency, role)
    assert bool(may_read_readiness(person, agency)) == (role in READERS)
    assert bool(may_keep_readiness(person, agency)) == (role == Role.LIAISON)


def test_a_no_says_whom_to_ask(agency):
    person = member(agency, Role.FACILITATOR)
    assert "Ask a liaison" in str(may_read_readiness(person, agency).reason)
    assert "Tell one of them" in str(may_keep_readiness(person, agency).reason)
