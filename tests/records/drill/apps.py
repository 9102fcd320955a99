"""Registers the drill kinds in the sender processes of the drills."""

from django.apps import AppConfig


class DrillConfig(AppConfig):
    name = "tests.records.drill"
    label = "drill"

    def ready(self) -> None:
        from records.registers import register_message_kind  # noqa: PLC0415 - the registry must be ready first
        from tests.records.drill.kinds import KINDS  # noqa: PLC0415

        for kind in KINDS:
            register_message_kind(kind)
