"""Dates are machine-readable, icons exist and are silent, breadcrumbs end where one stands."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

START = datetime(2026, 12, 9, 0, 0, tzinfo=UTC)
ZONE = "America/Chicago"


def render(source: str, **context: object) -> str:
    return Template("{% load display %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            "{{ at|when:zone }}",
            '<time datetime="2026-12-08T18:00:00-06:00">Tue 8 Dec 2026, 6:00 pm CST</time>',
        ),
        ("{{ at|clock:zone }}", '<time datetime="2026-12-08T18:00:00-06:00">6:00 pm</time>'),
        (
            "{{ at|clock_and_zone:zone }}",
            '<time datetime="2026-12-08T18:00:00-06:00">6:00 pm CST</time>',
        ),
        ("{{ on|day }}", '<time datetime="2026-12-08">Tue 8 Dec 2026</time>'),
        (
            "{% span at end zone %}",
            '<time datetime="2026-12-08T18:00:00-06:00">Tue 8 Dec 2026, 6:00–7:00 pm CST</time>',
        ),
        ("{{ none|when:zone }}{{ none|clock }}{{ none|day }}", ""),
    ],
)
def test_moments_are_read_by_people_and_machines(source: str, html: str) -> None:
    end = START.replace(hour=1)
    assert render(source, at=START, end=end, on=date(2026, 12, 8), zone=ZONE, none=None) == html


def test_distance_counts_days_where_the_session_is() -> None:
    late_evening_there = datetime(2026, 12, 8, 5, 59, tzinfo=UTC)
    assert render("{% distance at zone now %}", at=START, zone=ZONE, now=late_evening_there) == "tomorrow"


def test_icon_is_hidden_from_screen_readers() -> None:
    html = render('{% icon "print" %}')
    assert 'aria-hidden="true"' in html
    assert "sprite.svg#print" in html


def test_every_icon_in_a_template_is_in_the_sprite() -> None:
    known = set((settings.BASE_DIR / "static/img/icons.txt").read_text().split())
    templates = Path(settings.BASE_DIR / "templates").rglob("*.html")
    used = {name for path in templates for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    assert used - known == set()


def test_breadcrumbs_end_with_the_page_itself() -> None:
    html = render('{% breadcrumbs "/dialogues/" "Dialogues" "Agenda" %}')
    assert '<a class="usa-breadcrumb__link" href="/dialogues/"><span>Dialogues</span></a>' in html
    assert re.search(r'aria-current="page">\s*<span>Agenda</span>', html)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("(555) 010-0199, after nine", '<a href="tel:5550100199">(555) 010-0199</a>, after nine'),
        ("+1 555 010 0199", '<a href="tel:+15550100199">+1 555 010 0199</a>'),
        ("Ask at 120 Main Street", "Ask at 120 Main Street"),
        ("desk@county.example", "desk@county.example"),
        ("<b>555-010-0199</b>", '&lt;b&gt;<a href="tel:5550100199">555-010-0199</a>&lt;/b&gt;'),
        ("", ""),
    ],
)
def test_phone_numbers_in_a_text_can_be_called(text: str, shown: str) -> None:
    assert render("{{ text|phones }}", text=text) == shown
