"""What people choose for themselves."""

import pytest

from accounts.models import User
from accounts.services import preferences
from records.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_changes_are_saved_and_recorded_without_the_values(stranger: User) -> None:
    preferences.change(by=stranger, full_name="Nia Demo", language="es", time_zone="America/Denver")
    row = User.objects.get(pk=stranger.pk)
    assert (row.full_name, row.language, row.time_zone) == ("Nia Demo", "es", "America/Denver")
    event = AuditEvent.objects.get()
    assert event.kind == "preferences_changed"
    assert event.details == {"changed": ["full_name", "language", "time_zone"]}


def test_nothing_changed_is_nothing_recorded(stranger: User) -> None:
    preferences.change(
        by=stranger,
        full_name=stranger.full_name,
        language=stranger.language,
        time_zone=stranger.time_zone,
    )
    assert not AuditEvent.objects.exists()


def test_the_language_switch_changes_only_the_language(stranger: User) -> None:
    preferences.choose_language(by=stranger, language="es")
    row = User.objects.get(pk=stranger.pk)
    assert (row.language, row.full_name, row.time_zone) == ("es", stranger.full_name, stranger.time_zone)


def test_a_failed_record_undoes_the_change(stranger: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_facts: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(preferences.audit, "record", fail)
    with pytest.raises(RuntimeError):
        preferences.choose_language(by=stranger, language="es")
    assert User.objects.get(pk=stranger.pk).language == "en"
