"""How templates show moments, icons and the way back up."""

import re
from datetime import date, datetime, tzinfo

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from records import timing

register = template.Library()


def _time(value: date, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.filter
def when(moment: datetime | None, zone: str | tzinfo | None = None) -> SafeString | str:
    """`{{ session.starts_at|when:session.time_zone }}`: Tue 8 Dec 2026, 6:00 pm CST"""
    return _time(moment.astimezone(timing.as_zone(zone)), timing.spell_moment(moment, zone)) if moment else ""


@register.filter
def clock(moment: datetime | None, zone: str | tzinfo | None = None) -> SafeString | str:
    """`{{ block.starts_at|clock:session.time_zone }}`: 6:00 pm. Only where day and zone stand beside it.

    In a night when clocks change the zone comes with it: 1:30 am CST.
    """
    return _time(moment.astimezone(timing.as_zone(zone)), timing.spell_time(moment, zone)) if moment else ""


@register.simple_tag
def clock_from(moment: datetime, start: datetime, zone: str | tzinfo | None = None) -> SafeString:
    """`{% clock_from item.starts_at session.starts_at session.time_zone %}`: 6:00 pm; past midnight Wed 12:30 am.

    For a list under the day of its start. In a night when clocks change the zone comes with it.
    """
    return _time(moment.astimezone(timing.as_zone(zone)), timing.spell_time_from(moment, start, zone))


@register.filter
def clock_and_zone(moment: datetime, zone: str | tzinfo | None = None) -> SafeString:
    """`{{ line.at|clock_and_zone:line.at.tzinfo }}`: 6:00 pm CST. Only where the day stands beside it."""
    local = moment.astimezone(timing.as_zone(zone))
    return _time(local, f"{timing.spell_clock(local)} {timing.spell_zone(local)}")


@register.filter
def day(value: date | None) -> SafeString | str:
    """`{{ commitment.due_on|day }}`: Tue 8 Dec 2026"""
    return _time(value, timing.spell_day(value)) if value else ""


@register.simple_tag
def span(start: datetime, end: datetime, zone: str | tzinfo | None = None) -> SafeString:
    """`{% span session.starts_at session.ends_at session.time_zone %}`: Tue 8 Dec 2026, 6:00–8:00 pm CST"""
    return _time(start.astimezone(timing.as_zone(zone)), timing.spell_span(start, end, zone))


@register.simple_tag
def distance(value: date | datetime, zone: str | tzinfo | None = None, now: datetime | None = None) -> str:
    """`{% distance session.starts_at session.time_zone %}`: in 15 days. Only beside the date itself."""
    place = timing.as_zone(zone)
    today = (now or timezone.now()).astimezone(place).date()
    there = value.astimezone(place).date() if isinstance(value, datetime) else value
    return timing.spell_distance(there, today)


PHONE = re.compile(r"(?<![\w+])\+?\(?\d[\d().\- ]{6,18}\d(?!\w)")


@register.filter
def phones(text: str) -> SafeString:
    """`{{ neutral.night_contact|phones }}`: the same words, each phone number in them a link that calls it."""
    parts: list[str] = []
    end = 0
    for found in PHONE.finditer(text):
        number = "".join(sign for sign in found[0] if sign.isdigit() or sign == "+")
        parts += [text[end : found.start()], format_html('<a href="tel:{}">{}</a>', number, found[0])]
        end = found.end()
    return format_html_join("", "{}", ((part,) for part in [*parts, text[end:]]))


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "print" %}`: a picture beside words that say the same. Its names: static/img/icons.txt."""
    return format_html(
        '<svg class="usa-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/sprite.svg"),
        name,
    )


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, list[tuple[str, str]]]:
    """`{% breadcrumbs dialogues_address _("Dialogues") dialogue_address dialogue.title _("Agenda") %}`

    Address and label in turn; the page itself comes last, without an address.
    """
    pairs = list(zip(parts[:-1:2], parts[1:-1:2], strict=True))
    return {"crumbs": [*pairs, ("", parts[-1])]}
