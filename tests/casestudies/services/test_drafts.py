"""Writing a case: from joint facts only, by its author only, and not handed in before everything is decided."""

import uuid

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from accounts.roles import Role
from casestudies.choices import CaseState, KeepReason, Part
from casestudies.errors import (
    ContactStays,
    DialogueNotFinished,
    DraftChangedMeanwhile,
    DraftNotOpen,
    KeepingNeedsWords,
    MarksOpen,
    PartsMissing,
    TooManyMarks,
    YearAhead,
)
from casestudies.evidence import MOST_MARKS, Keeping
from casestudies.models import CaseStudy
from casestudies.redaction import mark_key, marks
from casestudies.services import drafts, reviews
from casestudies.summaries.drafts import DraftPage, known_names
from dialogues.choices import Seat
from records.models import AuditEvent
from tests.factories.accounts import (
    AgencyFactory,
    MembershipFactory,
    ReviewMembershipFactory,
    ReviewOrganizationFactory,
    UserFactory,
)
from tests.factories.casestudies import CaseInReviewFactory, CaseStudyFactory, whole_body
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DesignTeamMemberFactory,
    DialogueFactory,
    SessionFactory,
    seated,
)
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db

KNOWN = Keeping(KeepReason.INCIDENT, "Every paper named him.")


def reviewer_of(agency):
    organization = ReviewOrganizationFactory(agencies=[agency])
    return ReviewMembershipFactory(organization=organization).user


def test_a_liaison_starts_for_the_agency_and_a_reviewer_for_the_organization():
    dialogue = ClosedDialogueFactory()
    liaison, reviewer = seated(dialogue), reviewer_of(dialogue.agency)
    own = drafts.start_from_dialogue(by=liaison, dialogue=dialogue)
    theirs = drafts.start_from_dialogue(by=reviewer, dialogue=dialogue)
    assert (own.agency, own.organization, own.author) == (dialogue.agency, None, liaison)
    assert theirs.agency is None
    assert theirs.organization == reviewer.review_memberships.get().organization
    told = AuditEvent.objects.of_dialogue(dialogue.pk).get()
    assert (told.actor_id, told.agency_id, told.space) == (liaison.pk, dialogue.agency_id, "agency")


def test_what_a_reviewer_drafts_stands_in_no_agencys_record():
    dialogue = ClosedDialogueFactory()
    author = reviewer_of(dialogue.agency)
    study = drafts.start_from_dialogue(by=author, dialogue=dialogue)
    CaseStudy.objects.filter(pk=study.pk).update(body=whole_body())
    values = {"lessons": ["Listen first."]}
    drafts.change(by=author, study=study, version=1, part=Part.LESSONS, values=values)
    row = drafts.hand_in(by=author, study=study)
    other = ReviewMembershipFactory(organization=study.organization).user
    reviews.send_back(by=other, study=row, version=row.version, reason="Say more.")
    kept = AuditEvent.objects.values_list("agency_id", "dialogue_id", "space")
    assert list(kept) == [(None, None, "")] * 4


@pytest.mark.parametrize("seat", [Seat.DESIGNER, Seat.FACILITATOR, Seat.NEUTRAL])
def test_other_seats_do_not_write_the_case(seat):
    dialogue = ClosedDialogueFactory()
    with pytest.raises(NotAllowed, match="Only the liaison"):
        drafts.start_from_dialogue(by=seated(dialogue, seat), dialogue=dialogue)


def test_the_same_form_sent_again_starts_none():
    dialogue, key = ClosedDialogueFactory(), uuid.uuid4()
    liaison = seated(dialogue)
    first = drafts.start_from_dialogue(by=liaison, dialogue=dialogue, form_key=key)
    assert drafts.start_from_dialogue(by=liaison, dialogue=dialogue, form_key=key) == first
    assert AuditEvent.objects.count() == 1


def test_a_dialogue_that_goes_on_has_no_case_yet():
    dialogue = DialogueFactory()
    liaison = seated(dialogue)
    for session in (None, SessionFactory(dialogue=dialogue)):
        with pytest.raises(DialogueNotFinished):
            drafts.start_from_dialogue(by=liaison, dialogue=session.dialogue if session else dialogue)
    assert not CaseStudy.objects.exists()


def test_an_empty_case_is_started_for_ones_own_place_only():
    liaison = MembershipFactory()
    study = drafts.start_blank(by=liaison.user, writer=liaison.agency)
    assert study.body == {"state": liaison.agency.state}
    for writer in (AgencyFactory(), ReviewOrganizationFactory()):
        with pytest.raises(NotAllowed):
            drafts.start_blank(by=liaison.user, writer=writer)
    administrator = MembershipFactory(agency=liaison.agency, roles=[Role.ADMINISTRATOR]).user
    with pytest.raises(NotAllowed, match="Only a liaison"):
        drafts.start_blank(by=administrator, writer=liaison.agency)


def test_a_part_is_changed_by_its_author_and_years_are_spelled():
    study = CaseStudyFactory()
    values = {"first_year": 2020, "last_year": None}
    row = drafts.change(by=study.author, study=study, version=1, part=Part.ABOUT, values=values)
    assert (row.body["years"], row.version) == ("Since 2020", 2)
    assert AuditEvent.objects.get().details == {"part": "Place and situation"}
    colleague = MembershipFactory(agency=study.agency).user
    with pytest.raises(NotAllowed, match="Only its author"):
        drafts.change(by=colleague, study=study, version=2, part=Part.ABOUT, values=values)
    with pytest.raises(ValueError, match="not in the part"):
        drafts.change(by=study.author, study=study, version=2, part=Part.ABOUT, values={"done": []})


def test_another_window_is_not_overwritten_and_the_same_words_are_no_conflict():
    study = CaseStudyFactory()
    drafts.change(
        by=study.author, study=study, version=1, part=Part.LESSONS, values={"lessons": ["Eat first."]}
    )
    drafts.change(
        by=study.author, study=study, version=1, part=Part.LESSONS, values={"lessons": ["Eat first."]}
    )
    with pytest.raises(DraftChangedMeanwhile):
        drafts.change(
            by=study.author, study=study, version=1, part=Part.LESSONS, values={"lessons": ["Wait."]}
        )


def test_a_source_that_goes_is_named_by_no_outcome():
    study = CaseStudyFactory()
    row = drafts.change(by=study.author, study=study, version=1, part=Part.SOURCES, values={"sources": []})
    assert [outcome["sources"] for outcome in row.body["outcomes"]] == [[]]
    with pytest.raises(PartsMissing):
        drafts.hand_in(by=study.author, study=row)


@pytest.mark.parametrize("name", ["sources", "outcomes", "lessons", "difficulties", "place"])
def test_a_case_with_a_gap_is_not_handed_in(name):
    study = CaseStudyFactory(body=whole_body(**{name: "" if name == "place" else []}))
    with pytest.raises(PartsMissing):
        drafts.hand_in(by=study.author, study=study)


def test_marked_places_are_changed_or_kept_with_a_reason():
    study = CaseStudyFactory(body=whole_body(trigger="The death of Kwame Osei in 2024"))
    with pytest.raises(MarksOpen):
        drafts.hand_in(by=study.author, study=study)
    key = mark_key("Kwame Osei")
    for nothing in ({key: Keeping("because", "So.")}, {"unknown": KNOWN}):
        assert drafts.decide(by=study.author, study=study, reasons=nothing).kept == {}
    row = drafts.decide(by=study.author, study=study, reasons={key: KNOWN})
    assert row.kept == {key: {"text": "Kwame Osei", "reason": "incident", "words": "Every paper named him."}}
    assert "Osei" not in AuditEvent.objects.get().sentence
    assert drafts.hand_in(by=study.author, study=study).state == CaseState.IN_REVIEW


def test_a_known_name_is_changed_and_never_kept():
    dialogue = ClosedDialogueFactory()
    ParticipantFactory(dialogue=dialogue, name="Zyanya Quispe")
    body = whole_body(lessons=["We thank Zyanya for coming."])
    study = CaseStudyFactory(agency=dialogue.agency, author=seated(dialogue), dialogue=dialogue, body=body)
    key = mark_key("Zyanya")
    assert drafts.decide(by=study.author, study=study, reasons={key: KNOWN}).kept == {}
    study.kept = {key: {"text": "Zyanya", "reason": "agreed", "words": "She agreed."}}  # before this rule
    study.save()
    page = DraftPage.of(study, marks(study.body, names=known_names(study.author, study)))
    assert (page.kept, len(page.known)) == ((), 1)
    with pytest.raises(MarksOpen):
        drafts.hand_in(by=study.author, study=study)
    study.refresh_from_db()
    values = {"lessons": ["We thank everyone for coming."]}
    drafts.change(by=study.author, study=study, version=study.version, part=Part.LESSONS, values=values)
    assert drafts.hand_in(by=study.author, study=study).state == CaseState.IN_REVIEW


def test_a_decision_can_be_taken_back_and_goes_with_its_words():
    study = CaseStudyFactory(body=whole_body(trigger="The death of Kwame Osei in 2024"))
    key = mark_key("Kwame Osei")
    drafts.decide(by=study.author, study=study, reasons={key: KNOWN})
    assert drafts.decide(by=study.author, study=study, reasons={key: Keeping()}).kept == {}
    drafts.decide(by=study.author, study=study, reasons={key: KNOWN})
    values = {"trigger": "A death in 2024"}
    drafts.change(by=study.author, study=study, version=1, part=Part.ABOUT, values=values)
    assert drafts.decide(by=study.author, study=study, reasons={}).kept == {}


@pytest.mark.parametrize("words", ["", "  \n"])
def test_a_place_is_not_kept_without_words(words):
    study = CaseStudyFactory(body=whole_body(trigger="The death of Kwame Osei in 2024"))
    reasons = {mark_key("Kwame Osei"): Keeping(KeepReason.INCIDENT, words)}
    with pytest.raises(KeepingNeedsWords):
        drafts.decide(by=study.author, study=study, reasons=reasons)


def test_a_choice_of_an_earlier_program_without_words_is_asked_again():
    key = mark_key("Kwame Osei")
    kept = {key: {"text": "Kwame Osei", "reason": "incident"}}
    study = CaseStudyFactory(body=whole_body(trigger="The death of Kwame Osei in 2024"), kept=kept)
    with pytest.raises(MarksOpen):
        drafts.hand_in(by=study.author, study=study)


@pytest.mark.parametrize(
    "contact",
    ["612-555-0100", "demo@city.example", "412 Maple Street", "plate was ABC-1234", "@demoneighbor"],
)
def test_a_contact_can_only_be_taken_out(contact):
    line, key = f"Reach them: {contact}", mark_key(contact)
    kept = {key: {"text": contact, "reason": "agreed", "words": "It was agreed."}}
    study = CaseStudyFactory(body=whole_body(lessons=[line]), kept=kept)
    with pytest.raises(ContactStays):
        drafts.decide(by=study.author, study=study, reasons={key: KNOWN})
    with pytest.raises(MarksOpen):
        drafts.hand_in(by=study.author, study=study)
    drafts.change(
        by=study.author, study=study, version=1, part=Part.LESSONS, values={"lessons": ["Reach them."]}
    )
    row = drafts.hand_in(by=study.author, study=study)
    assert (row.state, row.kept) == (CaseState.IN_REVIEW, {})


def test_more_places_than_the_page_shows_are_not_handed_in():
    badges = [f"Badge {number} was read out." for number in range(1000, 1001 + MOST_MARKS)]
    study = CaseStudyFactory(body=whole_body(done=badges))
    found = marks(study.body)
    assert len(found) == MOST_MARKS + 1
    reasons = {mark.key: KNOWN for mark in found}
    row = drafts.decide(by=study.author, study=study, reasons=reasons)
    with pytest.raises(TooManyMarks):
        drafts.hand_in(by=study.author, study=row)
    assert not DraftPage.of(row, found).is_ready
    drafts.change(by=study.author, study=row, version=1, part=Part.WORK, values={"done": badges[1:]})
    assert drafts.hand_in(by=study.author, study=row).state == CaseState.IN_REVIEW


@pytest.mark.parametrize("name", ["first_year", "last_year"])
def test_a_year_that_lies_ahead_is_refused(name):
    study, ahead = CaseStudyFactory(), timezone.localdate().year + 1
    with pytest.raises(YearAhead):
        drafts.change(by=study.author, study=study, version=1, part=Part.ABOUT, values={name: ahead})
    this_year = {name: ahead - 1}
    drafts.change(by=study.author, study=study, version=1, part=Part.ABOUT, values=this_year)
    early = CaseStudyFactory(body=whole_body(**{name: ahead}))
    with pytest.raises(YearAhead):
        drafts.hand_in(by=early.author, study=early)


def test_who_takes_part_is_marked_for_those_who_may_know_it():
    dialogue = ClosedDialogueFactory()
    ParticipantFactory(dialogue=dialogue, name="Zuri Quux")
    body = whole_body(lessons=["Ask zuri quux early."])
    liaison = CaseStudyFactory(agency=dialogue.agency, author=seated(dialogue), dialogue=dialogue, body=body)
    with pytest.raises(MarksOpen):
        drafts.hand_in(by=liaison.author, study=liaison)
    organization = ReviewOrganizationFactory(agencies=[dialogue.agency])
    author = ReviewMembershipFactory(organization=organization).user
    other = CaseStudyFactory(
        agency=None, organization=organization, author=author, dialogue=dialogue, body=body
    )
    assert drafts.hand_in(by=author, study=other).state == CaseState.IN_REVIEW


@pytest.mark.parametrize("seat", [None, Seat.NEUTRAL])
def test_the_finder_tells_an_organization_nobody_of_the_design_team(seat):
    dialogue = ClosedDialogueFactory()
    DesignTeamMemberFactory(dialogue=dialogue, name="Zyanya Quispe")
    author = reviewer_of(dialogue.agency)
    if seat:
        DesignTeamMemberFactory(dialogue=dialogue, user=author, seat=seat)
    study = drafts.start_from_dialogue(by=author, dialogue=dialogue)
    assert known_names(author, study) == []
    own = CaseStudyFactory(agency=dialogue.agency, author=seated(dialogue), dialogue=dialogue)
    assert "Zyanya Quispe" in known_names(own.author, own)
    dialogue.design_team.filter(user=own.author).update(left_at=timezone.now())
    assert known_names(own.author, own) == []


def test_a_case_in_review_stays_as_it_is():
    study = CaseInReviewFactory()
    with pytest.raises(DraftNotOpen):
        drafts.change(by=study.author, study=study, version=1, part=Part.LESSONS, values={"lessons": []})
    with pytest.raises(DraftNotOpen):
        drafts.decide(by=study.author, study=study, reasons={})
    with pytest.raises(DraftNotOpen):
        drafts.hand_in(by=study.author, study=study)
    with pytest.raises(DraftNotOpen):
        drafts.revise(by=study.author, study=study)


def test_nobody_else_hands_in_or_revises():
    study, person = CaseStudyFactory(), UserFactory()
    for verb in (drafts.hand_in, drafts.revise):
        with pytest.raises(NotAllowed):
            verb(by=person, study=study)
