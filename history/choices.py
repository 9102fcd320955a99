"""What is recorded of reading across agencies."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AuditKind(TextChoices):
    HISTORY_READ = "history_read", _("{by} read this dialogue’s history")
    HISTORY_EXPORTED = "history_exported", _("{by} exported {count} dialogues as a table")
