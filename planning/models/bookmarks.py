"""How far a reader of the audit events has come."""

from django.db import models


class Bookmark(models.Model):
    """Events up to `event_id` are read. Later ones may be read twice, which does no harm."""

    reader = models.CharField(max_length=40, unique=True)
    event_id = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "bookmark"

    def __str__(self) -> str:
        return f"{self.reader} at {self.event_id}"
