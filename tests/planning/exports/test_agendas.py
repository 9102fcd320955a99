"""Paper: two copies, two sizes, two languages, large print; times derived, nobody named."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from accounts.permissions import ALLOWED
from dialogues.choices import Affiliation, Answer
from planning import content
from planning.choices import Version
from planning.exports.agendas import agenda_pdf, agenda_section
from planning.exports.sheets import Brief, Stamp
from planning.summaries.agendas import AgendaView
from planning.summaries.releases import Printing
from tests.factories.dialogues import DialogueFactory, SessionFactory
from tests.factories.participants import InvitationFactory, ParticipantFactory
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, started_agenda

pytestmark = pytest.mark.django_db
START = datetime(2026, 12, 9, 0, 0, tzinfo=UTC)  # 6 pm in Chicago
PRINTED = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
FACILITATOR, PARTICIPANT = Version.FACILITATOR, Version.PARTICIPANT


@pytest.fixture
def agenda():
    session = SessionFactory(
        title="First evening (demo)",
        starts_at=START,
        minutes=120,
        dialogue=DialogueFactory(off_limits="Open cases."),
    )
    return started_agenda(session, format_key="post_incident_forum")


def brief(agenda, **options):
    view = AgendaView.of(agenda, may_change=ALLOWED)
    return Brief(agenda, view, Stamp.of(Printing.of(agenda), printed_at=PRINTED), **options)


def html(agenda, version=FACILITATOR, language="en", **options):
    with translation.override(language):
        return agenda_section(brief(agenda, **options), version=version, language=language).html


def pdf(agenda, version=FACILITATOR, language="en", **options):
    made = agenda_pdf(brief(agenda, **options), version=version, language=language)
    return PdfReader(io.BytesIO(made))


def words(reader):
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def coming(session, name):
    person = ParticipantFactory(dialogue=session.dialogue, name=name, affiliation=Affiliation.COMMUNITY)
    InvitationFactory(session=session, participant=person, answer=Answer.YES, answered_at=timezone.now())


def test_the_facilitators_copy_says_when_who_what_and_what_to_bring(agenda):
    text = words(pdf(agenda))
    for expected in (
        "First evening (demo)",
        "Tue 8 Dec 2026, 6:00–8:00 pm CST",
        "Facilitator’s copy",
        "6:00 pm",
        "Greeter",
        "I am glad you came.",
        "Resource sheet",
        "Open cases.",
        "DRAFT, version 1",
        "printed Tue 1 Dec 2026, 9:00 am CST",
    ):
        assert expected in text


def test_the_participants_copy_leaves_out_what_is_for_the_crew(agenda):
    hidden = agenda.blocks.first()
    hidden.is_for_participants = False
    hidden.save()
    text = html(agenda, PARTICIPANT)
    assert hidden.title not in text
    assert agenda.blocks.last().title in text
    assert "I am glad you came." not in text
    assert "Open cases." not in text
    assert all(rule.text.en in text for rule in content.format(agenda.format).ground_rules)


@pytest.mark.parametrize("version", Version.values)
def test_no_copy_names_a_participant(agenda, version):
    coming(agenda.session, "Demo Resident With A Rare Name")
    reader = pdf(agenda, version=version)
    everything = (
        words(reader) + str(reader.metadata) + str(reader.xmp_metadata and reader.xmp_metadata.stream)
    )
    assert "Rare Name" not in everything
    assert "@" not in str(reader.metadata)
    assert ("Resident or community: 1" in everything) == (version == FACILITATOR)


@pytest.mark.parametrize(
    ("language", "version", "expected"),
    [("en", PARTICIPANT, "en"), ("es", PARTICIPANT, "es"), ("es", FACILITATOR, "en")],
)
def test_the_document_says_its_title_and_language(agenda, language, version, expected):
    reader = pdf(agenda, version=version, language=language)
    assert reader.metadata.title.endswith("First evening (demo)")
    assert reader.root_object["/Lang"] == expected
    assert reader.root_object["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_on_the_paper_that_was_asked_for(agenda, paper, size):
    box = pdf(agenda, paper=paper).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("key", content.FORMAT_KEYS)
def test_participants_hold_one_page_in_their_hands(key, paper):
    session = SessionFactory(starts_at=START, minutes=content.format(key).minutes)
    assert len(pdf(started_agenda(session, format_key=key), version=PARTICIPANT, paper=paper).pages) == 1


def test_a_long_address_and_a_next_date_leave_it_one_page():
    far = {
        "venue": "Demo Community Center at the old railway station, large hall",
        "address": "1200 Demo Street, " * 5,
    }
    session = SessionFactory(starts_at=START, minutes=420, **far)
    SessionFactory(dialogue=session.dialogue, starts_at=START + timedelta(days=30), **far)
    assert len(pdf(started_agenda(session, format_key="spcp_day"), version=PARTICIPANT).pages) == 1


def test_large_print_is_larger(agenda):
    assert "large-print" in html(agenda, is_large=True)
    assert len(pdf(agenda, is_large=True).pages) > len(pdf(agenda).pages)


def test_spanish_where_the_format_has_it(agenda):
    known = content.format(agenda.format)
    text = html(agenda, PARTICIPANT, "es")
    assert known.for_participants.es in text
    assert known.ground_rules[0].text.es in text
    assert all(block.title.es in text for block in known.blocks if block.for_participants)


def test_own_words_stay_as_they_were_written(agenda):
    agenda.ground_rules, agenda.welcome = "Our own rule.", "Our own welcome."
    block = agenda.blocks.first()
    block.title, block.title_es = "Our own title", ""
    block.save()
    text = html(agenda, PARTICIPANT, "es")
    assert all(own in text for own in ("Our own rule.", "Our own welcome.", "Our own title"))


@pytest.mark.parametrize("version", Version.values)
def test_what_people_typed_is_text_on_paper(version):
    agenda = AgendaFactory(
        session=SessionFactory(title="<b>Evening</b>"), welcome="<script>alert(1)</script>"
    )
    AgendaBlockFactory(
        agenda=agenda, title="<img src=x onerror=alert(1)>", script="<script>alert(2)</script>"
    )
    AgendaBlockFactory(agenda=agenda, title="أهلاً بكم")
    text = html(agenda, version)
    assert not any(mark in text for mark in ("<b>", "<script", "<img"))
    assert 'dir="rtl">أهلاً بكم' in text


@pytest.mark.parametrize("version", Version.values)
def test_an_empty_agenda_is_one_page_that_says_so(version):
    reader = pdf(AgendaFactory(), version=version)
    assert len(reader.pages) == 1
    assert "no items yet" in words(reader) or "still planning" in words(reader)


def test_the_next_session_is_told_and_its_absence_to_the_facilitator_only(agenda):
    assert "no date yet" in html(agenda)
    assert "Next session" not in html(agenda, PARTICIPANT)
    SessionFactory(dialogue=agenda.session.dialogue, starts_at=START + timedelta(days=30))
    assert "Thu 7 Jan 2027" in html(agenda, PARTICIPANT)


def test_a_list_of_things_to_bring_names_each_once():
    agenda = AgendaFactory()
    for materials in ("Markers, Tape", "Tape,  Markers , Cards", ""):
        AgendaBlockFactory(agenda=agenda, materials=materials)
    text = html(agenda)
    assert [text.count(f">{thing}</li>") for thing in ("Markers", "Tape", "Cards")] == [1, 1, 1]


def test_the_glance_shows_the_minutes_between_items(agenda):
    agenda.blocks.filter(position=2).update(settle_minutes=3)
    text = html(agenda)
    assert re.search(r'class="glance__pause">then 3 minutes to settle</span></td>', text)


def test_large_print_leaves_a_line_for_when_an_item_began(agenda):
    number = agenda.blocks.count()
    assert html(agenda, is_large=True).count("Began at ________") == number
    assert "Began at ________" not in html(agenda)


def test_what_may_be_hard_is_said_under_a_label_of_its_own(agenda):
    text = words(pdf(agenda))
    block = agenda.blocks.exclude(lead_in="").first()
    assert f"Say before, as it may be hard {block.lead_in}" in text
    assert f"Say {block.script.split(chr(10))[0]}" in text


def test_after_a_late_start_more_minutes_are_told_as_more(agenda):
    assert ">10 minutes late<" in html(agenda)
    agenda.late_minutes = 10
    text = html(agenda)
    assert ">10 minutes more<" in text
    assert ">20 minutes more<" in text
    assert ">10 minutes late<" not in text
