"""Keeping an agenda as a format at its page; renaming, copying, retiring, putting back; two people at one format."""

import uuid

import pytest
from django.urls import reverse

from accounts.roles import Role
from dialogues.choices import Seat
from planning.models import AgendaBlock, OwnFormat
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import seated
from tests.factories.planning import format_values, kept_format, started_agenda
from tests.planning.views.conftest import signed_in

pytestmark = pytest.mark.django_db
PAGES = ("own-format-change", "own-format-copy", "own-format-retire", "own-format-put-back")


@pytest.fixture
def agenda():
    return started_agenda(format_key="peace_circle")


@pytest.fixture
def by(agenda):
    return seated(agenda.session.dialogue)


@pytest.fixture
def own(agenda, by):
    return kept_format(agenda, by)


def keep_address(agenda, *more):
    name = "format-renew" if more else "format-keep"
    return reverse(f"planning:{name}", args=[agenda.session.dialogue_id, agenda.session_id, *more])


def typed(**values):
    return format_values() | {"level": "agency", "form_key": str(uuid.uuid4())} | values


def address(name, own):
    return reverse(f"planning:{name}", args=[own.pk])


def test_the_page_begins_with_the_words_of_the_format(agenda, by):
    form = signed_in(by).get(keep_address(agenda)).context["form"]
    assert form["smallest_group"].value() == 10
    assert "circle" in form["purpose"].value()
    assert form["phases"].value() == [agenda.session.dialogue.phase]


def test_an_agenda_is_kept(agenda, by):
    response = signed_in(by).post(keep_address(agenda), typed(name="Our circle"), follow=True)
    own = OwnFormat.objects.get()
    assert (own.name, own.level, own.minutes) == ("Our circle", "agency", 120)
    assert "“Our circle” is in the library of formats." in response.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Give the format a name."),
        ({"phases": []}, "Choose at least one phase."),
        ({"smallest_group": 40, "largest_group": 10}, "The largest group is smaller than the smallest one."),
        ({"largest_group": 5000}, "Write 1,000 or less."),
        ({"purpose": "x" * 601}, "Use at most 600 characters; this has 601."),
        ({"level": "national"}, "Choose one from the list."),
    ],
)
def test_what_is_missing_or_wrong_is_told(agenda, by, wrong, said):
    page = signed_in(by).post(keep_address(agenda), typed(**wrong)).content.decode()
    assert said in page
    assert not OwnFormat.objects.exists()


def test_an_agenda_without_items_is_refused_in_words(agenda, by):
    agenda.blocks.all().delete()
    page = signed_in(by).post(keep_address(agenda), typed()).content.decode()
    assert "there is nothing to keep" in page


def test_a_facilitator_is_offered_the_personal_level_alone(agenda):
    user = seated(agenda.session.dialogue, Seat.FACILITATOR)
    MembershipFactory(user=user, agency=agenda.session.dialogue.agency, roles=[Role.FACILITATOR])
    client = signed_in(user)
    assert "Every member of the agency" not in client.get(keep_address(agenda)).content.decode()
    assert "Choose one from the list." in client.post(keep_address(agenda), typed()).content.decode()
    client.post(keep_address(agenda), typed(level="personal"))
    assert OwnFormat.objects.get().written_by == user


def test_who_is_no_member_is_told_why(agenda):
    response = signed_in(seated(agenda.session.dialogue, Seat.FACILITATOR)).get(keep_address(agenda))
    assert response.status_code == 403
    assert "Only members of the agency" in response.content.decode()


def test_typed_leads_come_along_only_when_ticked(agenda, by):
    first, second = agenda.blocks.order_by("position")[:2]
    AgendaBlock.objects.filter(pk=first.pk).update(lead="Grace Hill")
    AgendaBlock.objects.filter(pk=second.pk).update(lead="City clerk")
    client = signed_in(by)
    assert "Tick the roles. A name stays behind." in client.get(keep_address(agenda)).content.decode()
    client.post(keep_address(agenda), typed(leads=["City clerk"]))
    leads = {block["lead"] for block in OwnFormat.objects.get().versions.get().blocks}
    assert "City clerk" in leads
    assert "Grace Hill" not in leads


def test_an_agenda_becomes_the_next_version(agenda, by, own):
    agenda.blocks.first().delete()
    client = signed_in(by)
    assert "Make it the next version of" in client.get(keep_address(agenda)).content.decode()
    response = client.post(keep_address(agenda, own.pk), {"name": ""}, follow=True)
    assert "Version 2 of “Demo format” is in the library." in response.content.decode()


def test_a_refused_renewal_is_told_on_the_page(agenda, by, own):
    agenda.blocks.all().delete()
    response = signed_in(by).post(keep_address(agenda, own.pk), follow=True)
    assert "there is nothing to keep" in response.content.decode()
    own.refresh_from_db()
    assert own.number == 1


def shown(client, own):
    form = client.get(address("own-format-change", own)).context["form"]
    return {name: form[name].value() for name in form.fields}


def test_of_two_people_the_second_sees_both(agenda, by, own):
    first, second = signed_in(by), signed_in(MembershipFactory(agency=own.agency, roles=[Role.LIAISON]).user)
    mine, theirs = shown(first, own), shown(second, own)
    assert first.post(address("own-format-change", own), mine | {"name": "Ours"}).status_code == 302
    response = second.post(address("own-format-change", own), theirs | {"name": "Theirs"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Ours" in page
    assert "Theirs" in page


def test_a_member_copies_for_themselves(own):
    client = signed_in(MembershipFactory(agency=own.agency, roles=[Role.FACILITATOR]).user)
    sent = {"name": "Mine", "level": "personal", "form_key": str(uuid.uuid4())}
    page = client.post(address("own-format-copy", own), sent, follow=True).content.decode()
    assert f"Copied from “{own.name}”." in page
    assert (
        "Only liaisons and administrators change"
        in client.get(address("own-format-show", own)).content.decode()
    )


def test_retired_and_put_back(by, own):
    client = signed_in(by)
    assert (
        "You can put it back." in client.post(address("own-format-retire", own), follow=True).content.decode()
    )
    refused = client.post(address("own-format-change", own), shown(client, own) | {"name": "Other"})
    assert "retired meanwhile" in refused.content.decode()
    assert (
        "is back in the library"
        in client.post(address("own-format-put-back", own), follow=True).content.decode()
    )


@pytest.mark.parametrize("name", PAGES)
def test_strangers_get_404(own, stranger, name):
    assert stranger.post(address(name, own)).status_code == 404
    assert stranger.get(address(name, own)).status_code in {404, 405}
