"""Start-up of the whole: system checks that span rooms."""

from django.apps import AppConfig


class ConveneConfig(AppConfig):
    name = "config"
    verbose_name = "Convene"

    def ready(self) -> None:
        from config import checks  # noqa: F401, PLC0415 - checks register themselves; settings must be ready first
