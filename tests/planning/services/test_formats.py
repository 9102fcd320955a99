"""Formats of people and agencies: what is kept and what stays behind, versions, copies, and starting from one."""

from uuid import uuid4

import pytest

from accounts.errors import NotAllowed
from accounts.roles import Role
from dialogues.choices import Phase, Seat
from dialogues.errors import ChangedMeanwhile, DialogueClosed
from dialogues.models import Dialogue
from planning.choices import FormatLevel
from planning.errors import AgendaStarted, FormatElsewhere, FormatEmpty, FormatRetired
from planning.models import AgendaBlock, OwnFormat
from planning.services import agendas, formats, items
from records.models import AuditEvent
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.commitments import CommitmentFactory
from tests.factories.dialogues import DialogueFactory, SessionFactory, seated
from tests.factories.planning import AgendaFactory, format_values, item_values, kept_format, started_agenda

pytestmark = pytest.mark.django_db
AGENCY, PERSONAL = FormatLevel.AGENCY, FormatLevel.PERSONAL


@pytest.fixture
def agenda():
    return started_agenda(format_key="orlando_speaks")


@pytest.fixture
def liaison(agenda):
    return member(agenda, Role.LIAISON)


def member(agenda, *roles, seat=Seat.LIAISON):
    """A member of the agency with a seat in the dialogue."""
    user = seated(agenda.session.dialogue, seat)
    if seat != Seat.LIAISON:
        MembershipFactory(user=user, agency=agenda.session.dialogue.agency, roles=list(roles))
    return user


def next_session(own):
    return SessionFactory(dialogue=DialogueFactory(agency=own.agency))


def test_an_agenda_is_kept_whole(agenda, liaison):
    own = formats.keep(by=liaison, agenda=agenda, level=AGENCY, values=format_values(name="Our evening"))
    version = own.versions.get()
    assert (own.minutes, version.minutes, version.number) == (150, 150, 1)
    assert [block["title"] for block in version.blocks] == [
        block.title for block in agenda.blocks.order_by("position")
    ]
    assert (own.base, own.source_agenda, own.agency) == (
        "orlando_speaks",
        agenda,
        agenda.session.dialogue.agency,
    )
    assert version.ground_rules == agenda.ground_rules


def test_names_welcome_and_removed_items_stay_behind(agenda, liaison):
    first, second, third = agenda.blocks.order_by("position")[:3]
    AgendaBlock.objects.filter(pk=first.pk).update(lead="Pastor Grace Hill")
    AgendaBlock.objects.filter(pk=second.pk).update(lead="City clerk")
    items.remove_item(by=liaison, block=third)
    agenda.welcome = "Call Maria at 612-555-0100."
    agenda.save()
    own = formats.keep(
        by=liaison, agenda=agenda, level=PERSONAL, values=format_values(), leads=["City clerk"]
    )
    blocks = own.versions.get().blocks
    assert [block["lead"] for block in blocks[:2]] == ["", "City clerk"]
    assert third.title not in [block["title"] for block in blocks]
    assert "Maria" not in str(blocks) + own.versions.get().ground_rules


def test_the_account_of_promises_loses_its_promises(agenda):
    """The words of the program are recognized, so that nobody's promise goes into a format."""
    session = next_session(agenda.session.dialogue)
    promise = CommitmentFactory(dialogue=session.dialogue, text="Fix the lamp on Elm Street")
    by = seated(session.dialogue)
    started = agendas.start(by=by, session=session, format_key="town_hall", accounts_for_promises=True)
    assert started.blocks.filter(instructions__contains=promise.text).exists()
    own = formats.keep(by=by, agenda=started, level=PERSONAL, values=format_values())
    assert promise.text not in str(own.versions.get().blocks)
    assert "What happened since last time" in str(own.versions.get().blocks)


def test_an_empty_agenda_is_refused(liaison, agenda):
    agenda.blocks.all().delete()
    with pytest.raises(FormatEmpty):
        formats.keep(by=liaison, agenda=agenda, level=PERSONAL, values=format_values())


def test_the_same_form_keeps_once(agenda, liaison):
    key = uuid4()
    kept = [
        formats.keep(by=liaison, agenda=agenda, level=PERSONAL, values=format_values(), form_key=key)
        for _ in range(2)
    ]
    assert kept[0] == kept[1]
    assert kept[0].versions.count() == OwnFormat.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "seat"), [(Role.FACILITATOR, Seat.FACILITATOR), (Role.CO_PLANNER, Seat.DESIGNER)]
)
def test_others_keep_for_themselves_alone(agenda, role, seat):
    by = member(agenda, role, seat=seat)
    assert formats.keep(by=by, agenda=agenda, level=PERSONAL, values=format_values()).written_by == by
    with pytest.raises(NotAllowed, match="Only liaisons and administrators keep formats"):
        formats.keep(by=by, agenda=agenda, level=AGENCY, values=format_values())


def test_who_is_no_member_of_the_agency_keeps_nothing(agenda):
    by = seated(agenda.session.dialogue, Seat.FACILITATOR)
    with pytest.raises(NotAllowed, match="Only members of the agency"):
        formats.keep(by=by, agenda=agenda, level=PERSONAL, values=format_values())


def test_who_may_not_change_the_agenda_keeps_nothing(agenda):
    by = MembershipFactory(agency=agenda.session.dialogue.agency, roles=[Role.LIAISON]).user
    with pytest.raises(NotAllowed):
        formats.keep(by=by, agenda=agenda, level=PERSONAL, values=format_values())


def test_a_later_version_never_changes_what_began_with_an_earlier_one(agenda, liaison):
    own = formats.keep(by=liaison, agenda=agenda, level=AGENCY, values=format_values())
    session = next_session(own)
    begun = formats.start(by=seated(session.dialogue), session=session, own=own)
    before = list(begun.blocks.order_by("position").values_list("title", "minutes", "script"))
    items.add_item(by=liaison, agenda=agenda, values=item_values(title="A longer break", minutes=30))
    own = formats.renew(by=liaison, own=own, agenda=agenda)
    assert (own.number, own.minutes) == (2, 180)
    assert list(begun.blocks.order_by("position").values_list("title", "minutes", "script")) == before
    assert [version.minutes for version in own.versions.order_by("number")] == [150, 180]


def test_renewing_without_a_change_makes_no_version(agenda, liaison):
    own = formats.keep(by=liaison, agenda=agenda, level=AGENCY, values=format_values())
    assert formats.renew(by=liaison, own=own, agenda=agenda).number == 1


def test_an_agenda_of_another_agency_renews_nothing(agenda, liaison):
    own = formats.keep(by=liaison, agenda=agenda, level=PERSONAL, values=format_values())
    other = started_agenda(format_key="town_hall")
    seated(other.session.dialogue, user=liaison)
    with pytest.raises(FormatElsewhere):
        formats.renew(by=liaison, own=own, agenda=other)


def test_of_two_changes_the_second_is_told(agenda, liaison):
    own = kept_format(agenda, liaison)
    formats.change(by=liaison, own=own, version=1, changes={"name": "Mine"})
    assert formats.change(by=liaison, own=own, version=1, changes={"name": "Mine"}).version == 2
    with pytest.raises(ChangedMeanwhile):
        formats.change(by=liaison, own=own, version=1, changes={"name": "Yours"})


def test_a_copy_goes_its_own_way(agenda, liaison):
    own = kept_format(agenda, liaison)
    by = MembershipFactory(agency=own.agency, roles=[Role.FACILITATOR]).user
    copied = formats.copy(by=by, own=own, name="Mine", level=PERSONAL)
    formats.change(by=liaison, own=own, version=1, changes={"purpose": "Other"})
    copied.refresh_from_db()
    assert (copied.name, copied.copied_from, copied.base, copied.number) == ("Mine", own, own.base, 1)
    assert copied.versions.get().blocks == own.versions.get().blocks
    assert copied.purpose != "Other"
    with pytest.raises(NotAllowed):
        formats.copy(by=by, own=own, name="Ours", level=AGENCY)


@pytest.mark.parametrize("verb", [formats.retire, formats.put_back])
@pytest.mark.parametrize(("level", "role"), [(AGENCY, Role.FACILITATOR), (PERSONAL, Role.LIAISON)])
def test_only_who_keeps_it_retires_it(agenda, liaison, verb, level, role):
    own = kept_format(agenda, liaison, level=level)
    by = MembershipFactory(agency=own.agency, roles=[role]).user
    with pytest.raises(NotAllowed):
        verb(by=by, own=own)


def test_an_administrator_sees_to_the_formats_of_the_agency(agenda, liaison):
    own = kept_format(agenda, liaison)
    by = MembershipFactory(agency=own.agency, roles=[Role.ADMINISTRATOR]).user
    assert formats.retire(by=by, own=own).is_retired
    assert not formats.put_back(by=by, own=own).is_retired


def test_who_left_the_agency_keeps_no_format_of_it(agenda, liaison):
    own = kept_format(agenda, liaison, level=PERSONAL)
    liaison.memberships.all().delete()
    with pytest.raises(NotAllowed):
        formats.retire(by=liaison, own=own)


def test_a_retired_one_starts_and_changes_nothing(agenda, liaison):
    own = formats.retire(by=liaison, own=kept_format(agenda, liaison))
    session = next_session(own)
    with pytest.raises(FormatRetired):
        formats.start(by=seated(session.dialogue), session=session, own=own)
    with pytest.raises(FormatRetired):
        formats.change(by=liaison, own=own, version=1, changes={"name": "Other"})
    with pytest.raises(FormatRetired):
        formats.renew(by=liaison, own=own, agenda=agenda)


def test_an_agenda_starts_from_it_as_it_was_kept(agenda, liaison):
    own = kept_format(agenda, liaison)
    session = next_session(own)
    begun = formats.start(by=seated(session.dialogue), session=session, own=own)
    assert begun.format == "orlando_speaks"
    assert begun.ground_rules == agenda.ground_rules
    kept = ("title", "title_es", "minutes", "kind", "lead", "purpose", "instructions", "script", "materials")
    assert list(begun.blocks.order_by("position").values_list(*kept, "position")) == list(
        agenda.blocks.order_by("position").values_list(*kept, "position")
    )
    assert begun.welcome == ""
    event = AuditEvent.objects.filter(kind="agenda_started").latest("pk")
    assert f"(format: {own.name})" in event.sentence


def test_an_account_of_promises_comes_after_the_welcome(agenda, liaison):
    own = kept_format(agenda, liaison)
    session = next_session(own)
    CommitmentFactory(dialogue=session.dialogue)
    begun = formats.start(by=seated(session.dialogue), session=session, own=own, accounts_for_promises=True)
    titles = list(begun.blocks.order_by("position").values_list("title", flat=True))
    assert titles[2] == "What happened since last time"
    assert len(titles) == agenda.blocks.count() + 1


def test_a_session_has_one_agenda(agenda, liaison):
    own = kept_format(agenda, liaison)
    taken = AgendaFactory(session=next_session(own))
    with pytest.raises(AgendaStarted):
        formats.start(by=seated(taken.session.dialogue), session=taken.session, own=own)


def test_a_format_does_not_leave_its_agency(agenda, liaison):
    own, session = kept_format(agenda, liaison), SessionFactory()
    with pytest.raises(FormatElsewhere):
        formats.start(by=seated(session.dialogue), session=session, own=own)


def test_a_closed_dialogue_and_a_stranger_start_nothing(agenda, liaison):
    own = kept_format(agenda, liaison)
    session = next_session(own)
    by = seated(session.dialogue)
    with pytest.raises(NotAllowed):
        formats.start(by=UserFactory(), session=session, own=own)
    Dialogue.objects.filter(pk=session.dialogue_id).update(
        status="closed", closed_at=session.starts_at, closed_by=by
    )
    session.dialogue.refresh_from_db()
    with pytest.raises(DialogueClosed):
        formats.start(by=by, session=session, own=own)


def test_each_verb_leaves_one_event(agenda, liaison):
    own = formats.keep(by=liaison, agenda=agenda, level=AGENCY, values=format_values(name="Ours"))
    formats.change(by=liaison, own=own, version=1, changes={"phases": [Phase.SUSTAINED, Phase.POST_INCIDENT]})
    formats.copy(by=liaison, own=own, name="Mine", level=PERSONAL)
    for verb in (formats.retire, formats.retire, formats.put_back, formats.put_back):
        verb(by=liaison, own=own)
    name = liaison.full_name
    told = AuditEvent.objects.filter(kind__startswith="format_").order_by("pk")
    assert [event.sentence for event in told] == [
        f"{name} kept the format “Ours”, version 1",
        f"{name} changed what the format “Ours” says of itself",
        f"{name} copied the format “Mine” from “Ours”",
        f"{name} retired the format “Ours”",
        f"{name} put the format “Ours” back",
    ]
