"""Roles are reviewed code: what each may do is read in one page."""

from django.utils import translation

from accounts import roles
from accounts.roles import ROLE_DESCRIPTIONS, ROLE_PERMISSIONS, Permission, Role


def test_every_role_says_what_it_allows() -> None:
    assert set(ROLE_DESCRIPTIONS) == set(ROLE_PERMISSIONS) == set(Role)


def test_every_right_comes_from_some_role() -> None:
    assert set().union(*ROLE_PERMISSIONS.values()) == set(Permission)


def test_names_are_spelled_in_the_order_of_the_page() -> None:
    with translation.override("en"):
        assert roles.spell(["records_officer", "liaison", "unknown"]) == "Liaison, Records officer"
        assert roles.spell([]) == ""
