"""Which day it is for the people of an agency."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import Agency


def today_in(agency: Agency) -> date:
    return timezone.localdate(timezone=ZoneInfo(agency.time_zone))
