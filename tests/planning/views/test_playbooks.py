"""Something happened, on the web: opened with its playbook, readable in place, on paper, for those who may read it."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from dialogues.choices import IncidentKind
from dialogues.choices.incidents import TeamPart
from dialogues.models import Incident
from dialogues.services import incidents
from planning import content
from planning.models import Plan
from planning.services import plans
from records.timing import spell_moment
from tests.dialogues.views.conftest import typed
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import IncidentFactory
from tests.planning.views.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory(roles=[Role.LIAISON])


@pytest.fixture
def incident(member):
    return IncidentFactory(agency=member.agency)


@pytest.fixture
def plan(incident, member):
    return plans.start_playbook(by=member.user, incident=incident)


def address(name, *args):
    return reverse(f"planning:{name}", args=args)


def test_opening_leads_straight_to_the_first_step(member):
    browser = signed_in(member.user)
    form = browser.get(address("incident-open")).context["form"]
    known = timezone.localtime(timezone.now() - timedelta(minutes=20), timezone.get_fixed_timezone(-360))
    data = {
        "form_key": form["form_key"].value(),
        "agency": member.agency_id,
        "kind": IncidentKind.DEADLY_FORCE,
        "title": "Demo shooting",
        "day": f"{known:%Y-%m-%d}",
        "clock": f"{known:%H:%M}",
        "time_zone": "America/Chicago",
    }
    response = browser.post(address("incident-open"), data, follow=True)
    incident = Incident.objects.get()
    assert response.redirect_chain == [(address("playbook-show", incident.pk), 302)]
    page = response.content.decode()
    first = content.guidance("post_incident").steps[0]
    assert first.title in page
    assert all(task.text in page for task in first.tasks)


def test_opening_proposes_now_and_who_opens_it(member):
    others = MembershipFactory.create_batch(41, agency=member.agency, user__full_name="Aa Demo")
    browser = signed_in(member.user)
    page = browser.get(address("incident-open"))
    form, now = page.context["form"], timezone.localtime(timezone.now(), ZoneInfo(member.agency.time_zone))
    shown = form["clock"].value()
    assert 0 <= (now.hour * 60 + now.minute - shown.hour * 60 - shown.minute) % 1440 <= 1
    assert "Now, unless you change it." in page.content.decode()
    assert [box.data["value"].value for box in form["team"] if box.data["selected"]] == [member.user_id]
    assert len(others) >= len(form["team"]) - 1
    sent = typed(page, kind=IncidentKind.PROTEST, title="Demo protest")
    incident = _opened(browser, sent)
    assert list(incident.team.values_list("user", "part")) == [(member.user_id, TeamPart.LIAISON)]
    sent = typed(browser.get(address("incident-open")), kind=IncidentKind.PROTEST, title="Demo protest")
    assert not _opened(browser, {name: value for name, value in sent.items() if name != "team"}).team.exists()


def _opened(browser, sent):
    assert browser.post(address("incident-open"), sent).status_code == 302
    return Incident.objects.latest("pk")


def test_the_whole_playbook_can_be_read_on_one_page(member, plan):
    page = signed_in(member.user).get(address("playbook-show", plan.incident_id)).content.decode()
    for step in content.guidance("post_incident").steps:
        assert step.title in page
        assert all(task.text in page for task in step.tasks)


def test_an_incident_without_playbook_offers_to_start_it(member, incident):
    browser, where = signed_in(member.user), address("playbook-show", incident.pk)
    assert "The playbook has not begun" in browser.get(where).content.decode()
    for _ in range(2):
        browser.post(address("playbook-start", incident.pk))
    assert Plan.objects.filter(incident=incident).count() == 1


def test_a_step_done_on_the_clock_comes_back_to_the_clock(member, plan):
    browser = signed_in(member.user)
    step = plan.steps.first()
    response = browser.post(
        address("step-finish", step.pk), {"turn": 0, "evidence": "Call held"}, follow=True
    )
    assert response.redirect_chain == [(address("playbook-show", plan.incident_id), 302)]


def test_the_clock_says_once_when_a_step_is_for_and_that_it_was_done(member, plan):
    """The words of the rule once, the window on the clocks of the place, and a daily statement that rests."""
    browser, statement = signed_in(member.user), plan.steps.get(key="statement")
    where = address("playbook-show", plan.incident_id)
    row = row_of(browser.get(where).content.decode(), statement)
    assert row.count(statement.due_words) == 1
    until = spell_moment(plan.incident.known_at + timedelta(hours=6), plan.incident.time_zone)
    assert f"Until {until}" in row
    page = browser.get(address("step-show", statement.pk)).content.decode()
    assert f"Until {until}" in page
    assert page.count(statement.due_words) == 1
    browser.post(address("step-finish", statement.pk), {"turn": 0})
    row = row_of(browser.get(where).content.decode(), statement)
    assert "Done for now" in row
    assert f"by {member.user.full_name}; comes back" in row
    assert statement.due_words not in row


def row_of(page, step):
    """The row of a step in the playbook, without what to do."""
    start = page.index(f'href="{address("step-show", step.pk)}">{step.position}. ')
    row = page[page.rindex("<li", 0, start) : page.index("<details", start)]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", row))


def test_the_clock_begins_with_a_capital_and_lists_what_moved(member, plan):
    incident = plan.incident
    incidents.change(
        by=member.user,
        incident=incident,
        version=incident.version,
        changes={"known_at": incident.known_at - timedelta(days=1)},
    )
    browser = signed_in(member.user)
    page = browser.get(address("playbook-show", incident.pk)).content.decode()
    assert re.search(r"<h1>\s*[A-Z0-9]", page)
    assert re.search(r"\d+ dates moved", page)
    step = plan.steps.get(key="statement")
    words = browser.get(address("step-show", step.pk)).content.decode()
    assert re.search(r"Moved with the incident, from <time[^>]+>[^<]+</time> to <time", words)
    Incident.objects.update(known_at=timezone.now())
    page = browser.get(address("playbook-show", incident.pk)).content.decode()
    assert "<h1>Less than a minute since" in page


@pytest.mark.parametrize("settle", [("step-finish", "evidence"), ("step-skip", "reason")])
def test_the_second_of_two_is_told_who_was_first(member, plan, settle):
    name, field = settle
    where, data = address(name, plan.steps.first().pk), {"turn": 0}
    colleague = MembershipFactory(agency=member.agency, roles=[Role.LIAISON]).user
    signed_in(member.user).post(where, data | {field: "Call held"})
    page = signed_in(colleague).post(where, data | {field: "I called as well"}, follow=True)
    words = page.content.decode()
    assert re.search(rf"{member.user.full_name} (marked this done|skipped this) at \d+:\d\d [ap]m\.", words)
    assert "Your words are kept as a note." in words
    assert "I called as well" in set(plan.steps.first().records.values_list("text", flat=True))


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_playbook_prints(member, plan, paper):
    response = signed_in(member.user).get(address("plan-pdf", plan.pk), {"paper": paper})
    assert response.content.startswith(b"%PDF")
    assert "no-store" in response.headers.get("Cache-Control", "no-store")


def test_an_unknown_paper_leads_back_to_the_choice(member, plan):
    browser = signed_in(member.user)
    assert browser.get(address("plan-pdf", plan.pk), {"paper": "stone"}).url == address("plan-print", plan.pk)


def test_strangers_find_nothing(plan):
    browser = signed_in(MembershipFactory(roles=[Role.LIAISON]).user)
    wheres = [address("playbook-show", plan.incident_id)]
    wheres += [address(name, plan.pk) for name in ("plan-print", "plan-pdf", "plan-assign")]
    wheres.append(address("step-show", plan.steps.first().pk))
    assert {browser.get(where).status_code for where in wheres} == {404}


def test_the_worker_is_a_script_served_from_the_top(client):
    response = client.get(address("offline-worker"))
    assert response.headers["Content-Type"].startswith("text/javascript")
    kept = re.search(rb"KEPT = /(.+)/;", response.content)[1].decode().replace("\\/", "/")
    assert re.match(kept, "/incidents/7/playbook/")
    assert not re.match(kept, "/dialogues/7/people/")
