"""Two journeys on a phone: a liaison six hours after an incident, and a new liaison on the first day."""

import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.roles import Role
from dialogues.models import Incident
from planning import content
from records.models import Message
from tests.browser import PHONE, Opener, is_too_wide
from tests.e2e.hands import Thumb, choose, fill, follow, press
from tests.e2e.network import Network
from tests.factories.accounts import MembershipFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]
MOST_TAPS = 10


@pytest.fixture
def liaison(transactional_db: None):
    member = MembershipFactory(roles=[Role.LIAISON], agency__time_zone="America/Chicago")
    MembershipFactory(agency=member.agency, roles=[Role.FACILITATOR])
    return member


def on_phone(opened: Opener, member, **options) -> Page:
    """A phone on which nothing goes on after the last tap: what is kept for later has its own test."""
    return opened(member.user, PHONE, service_workers="block", **options).new_page()


def something_happened(thumb: Thumb, hours: float = 6) -> None:
    """From the header's button to the first step that helps."""
    known = (timezone.now() - timedelta(hours=hours)).astimezone(ZoneInfo("America/Chicago"))
    thumb.open("Something happened")
    thumb.write("day", f"{known:%Y-%m-%d}")
    thumb.write("clock", f"{known:%H:%M}")
    thumb.choose("kind", "deadly_force")
    thumb.write("title", "Shooting on Demo Street")
    thumb.press("Write it down")


def test_ten_taps_to_the_first_step_that_helps(liaison, opened, record_property):
    page = on_phone(opened, liaison)
    page.goto("/")
    thumb, begun = Thumb(page), time.perf_counter()
    something_happened(thumb)
    step = content.guidance("post_incident").steps[0]
    expect(page.get_by_role("heading", name=step.title)).to_be_visible()
    expect(page.get_by_text(step.tasks[0].text).first).to_be_visible()
    record_property("seconds", round(time.perf_counter() - begun, 1))
    assert thumb.taps <= MOST_TAPS
    assert not is_too_wide(page)
    assert not Message.objects.exists()


def test_the_clock_says_how_long_ago_and_what_lies_behind_is_to_be_recorded(liaison, opened):
    page = on_phone(opened, liaison, java_script_enabled=False)
    page.goto("/")
    something_happened(Thumb(page))
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_contain_text("6 hours")
    expect(main.get_by_text("3 to record")).to_be_visible()
    assert "overdue" not in main.inner_text().lower()


def test_do_note_skip_and_assign_from_the_clock(liaison, opened):
    page = on_phone(opened, liaison)
    page.goto("/")
    something_happened(Thumb(page))
    incident = Incident.objects.get()
    clock = f"/incidents/{incident.pk}/playbook/"
    fill(page, evidence="The center answered; two people come on Friday.")
    press(page, "Mark this step as done")
    expect(page.get_by_text("is done.")).to_be_visible()
    assert page.url.endswith(clock)
    follow(page, "Tick, note, skip or give it to someone")
    page.get_by_text("Note what was done").click()
    fill(page, text="Called nine of the twelve on the map.")
    press(page, "Write it down")
    expect(page.get_by_text("Called nine of the twelve on the map.")).to_be_visible()
    page.get_by_text("Skip this step").click()
    fill(page, reason="The county calls the others.")
    press(page, "Skip with this reason")
    assert page.url.endswith(clock)
    steps = incident.plans.get().steps
    assert steps.filter(status="done").count() == steps.filter(status="skipped").count() == 1


def test_family_facts_and_dates_are_a_tab_away(liaison, opened):
    page = on_phone(opened, liaison)
    page.goto("/")
    something_happened(Thumb(page))
    incident = Incident.objects.get()
    page.goto(f"/incidents/{incident.pk}/facts/write/")
    choose(page, "standing", "known")
    fill(page, text="One person died. The state police investigate.")
    choose(page, "reach", "anyone")
    press(page, "Put it on the board")
    expect(page.get_by_role("heading", name="Facts board")).to_be_visible()
    page.goto(f"/incidents/{incident.pk}/dates/add/")
    choose(page, "kind", "video_release")
    choose(page, "when", "window")
    today = timezone.localdate()
    fill(page, first_on=str(today + timedelta(days=3)), last_on=str(today + timedelta(days=10)))
    press(page, "Add the date")
    page.goto(f"/incidents/{incident.pk}/playbook/")
    expect(page.locator("#parts").get_by_text("Video release")).to_be_visible()
    expect(page.locator("#parts").get_by_text("Nobody is named yet")).to_be_visible()


def test_the_playbook_stays_readable_when_the_network_drops(liaison, opened, live_server):
    host, port = live_server.url.removeprefix("http://").split(":")
    network = Network(host, int(port))
    page = opened(liaison.user, PHONE, origin=network.origin).new_page()
    page.goto("/")
    something_happened(Thumb(page))
    expect(page.locator("[data-offline]")).to_be_hidden()
    expect(page.locator("[data-kept]")).to_be_visible(timeout=20_000)
    page.wait_for_load_state("networkidle")
    network.cut()
    page.reload()
    expect(page.get_by_text("Shooting on Demo Street").first).to_be_visible()
    expect(page.locator("[data-offline]")).to_be_visible()
    expect(page.get_by_text(content.guidance("post_incident").steps[0].title).first).to_be_attached()
    with pytest.raises(Exception, match="ERR_"):
        page.goto("/dialogues/")  # nothing else is kept on the phone


def test_a_new_liaison_on_the_first_day(liaison, opened):
    page = on_phone(opened, liaison)
    page.goto("/begin/")
    follow(page, "See how ready we are")
    press(page, "Begin")
    expect(page.get_by_role("heading", name="The next two actions")).to_be_visible()
    for name in ("Demo Youth Council", "Demo Congregation", "Demo Tenants’ Union"):
        page.goto(f"/agencies/{liaison.agency_id}/readiness/map/organizations/add/")
        fill(page, name=name)
        page.locator("main [name=category]").select_option("youth")
        press(page, "Save")
    page.goto(f"/agencies/{liaison.agency_id}/readiness/")
    follow(page, "Work on this step")
    press(page, "Mark this step as done")
    expect(page.get_by_text("is done.")).to_be_visible()
    expect(page.get_by_role("heading", name="What is strong")).to_be_visible()
    open_first_dialogue(page)
    assert not Message.objects.exists()


def open_first_dialogue(page: Page) -> None:
    """A dialogue, a session and a whole agenda that could be printed."""
    page.goto("/dialogues/open/")
    fill(page, title="First listening evening", purpose="Neighbors and officers hear each other.")
    choose(page, "phase", "pre_crisis")
    press(page, "Open the dialogue")
    home = page.url
    page.goto(f"{home}sessions/schedule/")
    day = timezone.localdate() + timedelta(days=40)
    fill(page, title="Listening evening", day=str(day), clock="18:00", ends="20:00", venue="Demo Library")
    press(page, "Schedule")
    follow(page, "Agenda")
    choose(page, "format", "facilitated_dialogue")
    press(page, "Start")
    follow(page, "Print")
    expect(
        page.get_by_role("button", name="PDF").or_(page.get_by_role("button", name="Print")).first
    ).to_be_visible()
