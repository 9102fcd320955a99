"""The form of what people choose for themselves."""

from accounts.forms.preferences import Preferences


def test_has_three_fields_and_no_more() -> None:
    assert list(Preferences().fields) == ["full_name", "language", "time_zone"]
