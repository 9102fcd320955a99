"""Registers the drill kinds in the sender processes of the drills."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class DrillConfig(AppConfig):
    name = "tests.records.drill"
    label = "drill"

    def ready(self) -> None:
        from records.registers import register_message_kind  # noqa: PLC0415 - the registry must be ready first
        from tests.records.drill.kinds import KINDS, freeze_while_saving  # noqa: PLC0415

        for kind in KINDS:
            register_message_kind(kind)

        def watch(connection: Any, **_: Any) -> None:
            if freeze_while_saving not in connection.execute_wrappers:
                connection.execute_wrappers.append(freeze_while_saving)

        connection_created.connect(watch, weak=False)
