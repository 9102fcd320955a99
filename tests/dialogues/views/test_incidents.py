import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from dialogues.choices import IncidentKind, Seat
from dialogues.models import Incident
from tests.dialogues.views.conftest import signed_in, typed
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory, seated
from tests.factories.incidents import liaison_of

pytestmark = pytest.mark.django_db


OPEN = "/incidents/open/"  # the room above opens an incident together with its playbook


def address(name, *args):
    return reverse(f"dialogues:{name}", args=args)


def telling(agency, moment=None, **values):
    local = (moment or timezone.now() - timedelta(hours=2)).astimezone(timezone.get_fixed_timezone(-300))
    return {
        "form_key": str(uuid.uuid4()),
        "agency": agency.pk,
        "day": local.date().isoformat(),
        "clock": local.strftime("%H:%M"),
        "time_zone": "America/New_York",
        "kind": IncidentKind.PROTEST,
        "title": "Protest at the courthouse (demo)",
        **values,
    }


@pytest.fixture
def member():
    return MembershipFactory()


def test_opening_keeps_the_moment_and_offers_a_dialogue(member):
    browser = signed_in(member.user)
    browser.post(OPEN, telling(member.agency))
    incident = Incident.objects.get()
    page = browser.get(address("incident-show", incident.pk))
    assert f"{address('dialogue-open')}?incident={incident.pk}" in page.content.decode()
    assert "since you learned of it" in page.content.decode()


def test_opening_sent_twice_opens_one(member):
    browser, sent = signed_in(member.user), telling(member.agency)
    assert browser.post(OPEN, sent).url == browser.post(OPEN, sent).url
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"clock": ""}, "clock", "Say at what time."),
        ({"day": "yesterday"}, "day", "Write the date as month/day/year, such as 12/8/2026."),
        ({"day": "0026-11-01"}, "day", "Check the year: it should have four digits."),
        ({"title": ""}, "title", "Give it a short, neutral name."),
        ({"kind": "x"}, "kind", "Choose one from the list."),
        (
            {"day": "2026-03-08", "clock": "02:30"},
            "clock",
            "This time does not exist: clocks go forward that night. Choose another time.",
        ),
        ({"day": "2020-02-03"}, "is_long_ago", "Check the year, or say that it is right."),
    ],
)
def test_opening_says_beside_the_field_what_to_mend(values, field, sentence, member):
    page = signed_in(member.user).post(OPEN, telling(member.agency, **values))
    assert page.context["form"].errors[field] == [sentence]
    assert not Incident.objects.exists()


def test_opening_in_the_future_is_refused_beside_the_time(member):
    sent = telling(member.agency, timezone.now() + timedelta(hours=3))
    page = signed_in(member.user).post(OPEN, sent)
    assert page.context["form"].errors["clock"][0].startswith("This time has not come yet.")


def test_opening_long_ago_after_confirming(member):
    sent = telling(member.agency, day="2020-02-03", is_long_ago="on")
    assert signed_in(member.user).post(OPEN, sent).status_code == 302


@pytest.mark.parametrize("roles", [[Role.ADMINISTRATOR], [Role.FACILITATOR]])
def test_opening_refused_without_the_role(roles):
    page = signed_in(MembershipFactory(roles=roles).user).get(OPEN)
    assert page.status_code == 403
    assert ("You are the administrator: make somebody a liaison" in page.content.decode()) == (
        Role.ADMINISTRATOR in roles
    )
    assert ("Ask your agency’s administrator" in page.content.decode()) == (Role.ADMINISTRATOR not in roles)


def test_seen_by_liaisons_records_officers_and_those_with_a_seat(member, stranger):
    incident = IncidentFactory(agency=member.agency)
    dialogue = DialogueFactory(agency=incident.agency, incident=incident)
    officer = MembershipFactory(agency=incident.agency, roles=[Role.RECORDS_OFFICER]).user
    for person in (member.user, officer, seated(dialogue, Seat.DESIGNER)):
        assert signed_in(person).get(address("incident-show", incident.pk)).status_code == 200
    facilitator = MembershipFactory(agency=incident.agency, roles=[Role.FACILITATOR]).user
    for browser in (stranger, signed_in(facilitator), signed_in(MembershipFactory().user)):
        assert browser.get(address("incident-show", incident.pk)).status_code == 404


def test_links_only_dialogues_the_reader_may_open(member):
    incident = IncidentFactory(agency=member.agency)
    DialogueFactory(agency=incident.agency, incident=incident, title="Not yours (demo)")
    page = signed_in(member.user).get(address("incident-show", incident.pk)).content.decode()
    assert "Not yours (demo)" not in page
    assert "A dialogue about it is open. You have no seat in it" in page


def test_change_mends_the_time(member):
    incident = IncidentFactory(agency=member.agency)
    browser = signed_in(member.user)
    sent = typed(browser.get(address("incident-change", incident.pk)))
    sent |= {"day": "2026-11-01", "clock": "01:30", "occurrence": "second"}
    page = browser.post(address("incident-change", incident.pk), sent, follow=True).content.decode()
    assert "the playbook lists them" in page
    sent = typed(browser.get(address("incident-change", incident.pk)), title="Demo protest")
    page = browser.post(address("incident-change", incident.pk), sent, follow=True).content.decode()
    assert "Your changes are saved." in page
    assert "the playbook lists them" not in page
    incident.refresh_from_db()
    assert (incident.known_at.isoformat(), incident.version) == ("2026-11-01T07:30:00+00:00", 3)


def test_two_people_changing_the_second_is_told(member):
    incident = IncidentFactory(agency=member.agency)
    browser = signed_in(member.user)
    sent = typed(browser.get(address("incident-change", incident.pk)))
    browser.post(address("incident-change", incident.pk), sent | {"title": "Theirs"})
    told = browser.post(address("incident-change", incident.pk), sent | {"title": "Mine"})
    assert told.status_code == 409
    assert "Mine" in told.content.decode()


def test_change_refused_for_those_who_only_read_it(member):
    incident = IncidentFactory(agency=member.agency)
    officer = MembershipFactory(agency=incident.agency, roles=[Role.RECORDS_OFFICER]).user
    assert signed_in(officer).get(address("incident-change", incident.pk)).status_code == 403


def test_right_after_something_happened_the_one_button_opens_the_playbook():
    incident = IncidentFactory()
    page = signed_in(liaison_of(incident)).get(reverse("dialogues:incident-show", args=[incident.pk]))
    (button,) = re.findall(r'<a class="usa-button" href="([^"]+)">([^<]+)</a>', page.content.decode())
    assert button == (reverse("planning:playbook-show", args=[incident.pk]), "Open the playbook")
    assert f"{reverse('dialogues:dialogue-open')}?incident={incident.pk}" in page.content.decode()


def test_who_only_knows_of_the_incident_is_not_sent_to_the_playbook():
    incident = IncidentFactory()
    person = seated(DialogueFactory(incident=incident), Seat.DESIGNER)
    page = signed_in(person).get(reverse("dialogues:incident-show", args=[incident.pk])).content.decode()
    assert "Open the playbook" not in page
