import html
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from dialogues.choices import Phase, Seat
from dialogues.choices.gate import CheckAnswer
from dialogues.choices.incidents import Reach
from dialogues.content import gate as content
from dialogues.models import GateAnswer, GateDecision, Invitation
from records.models import AuditEvent
from tests.dialogues.views.conftest import questions, signed_in, typed
from tests.factories.accounts import ReviewMembershipFactory
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DialogueFactory,
    IncidentFactory,
    SessionFactory,
    seated,
)
from tests.factories.gate import AfterIncidentFactory, GateDecisionFactory, answered, settled
from tests.factories.incidents import FactFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db


def address(name, dialogue, *args):
    return reverse(f"dialogues:{name}", args=[dialogue.pk, *args])


def words_of(page):
    return " ".join(html.unescape(page.content.decode()).split())


@pytest.fixture
def waiting():
    """A dialogue after an incident with one open check, and its liaison’s browser."""
    dialogue, liaison = settled(but=("safety",))
    return dialogue, signed_in(liaison)


def test_not_yet_comes_first_with_what_would_make_it_true_and_what_to_do_instead(waiting):
    dialogue, browser = waiting
    words = words_of(browser.get(address("gate-show", dialogue)))
    assert "Not yet: 1 thing has to be settled before anyone is invited." in words
    assert words.index("Not yet: 1 thing") < words.index("Counsel’s limits are known")
    assert (
        'What would make it true:</strong> <span lang="en">Choose a place that belongs to neither side'
        in words
    )
    assert words.count("What would make it true:") == 2  # and the advice on who is missing
    for alternative in content.alternatives():
        assert alternative.title in words
        assert address("gate-instead", dialogue, alternative.key) in words
    assert address("gate-go-ahead", dialogue) in words


def test_in_spanish_it_says_that_the_questions_are_english_and_marks_them(waiting):
    dialogue, browser = waiting
    note = "The questions are written in English so far."
    assert note not in words_of(browser.get(address("gate-show", dialogue)))
    User.objects.update(language="es")
    with translation.override("es"):
        note = translation.gettext(note)
    for where in (address("gate-show", dialogue), address("gate-answer", dialogue, "safety")):
        words = words_of(browser.get(where))
        assert note in words
        assert '<html lang="es"' in words
        check = content.check_named("safety")
        assert re.search(rf'lang="en">{re.escape(check.question)}<', words)


def test_ready_says_so_and_leads_to_the_invitations():
    dialogue, liaison = settled()
    words = words_of(signed_in(liaison).get(address("gate-show", dialogue)))
    assert "Ready: everything that comes before an invitation is settled." in words
    assert "Choose a session and invite" in words
    assert "Go ahead all the same" not in words
    assert "What you can do instead" not in words


@pytest.mark.parametrize("phase", [Phase.PRE_CRISIS, Phase.SUSTAINED])
def test_in_other_phases_the_page_says_that_it_is_advice(phase):
    dialogue = DialogueFactory(phase=phase)
    words = words_of(signed_in(seated(dialogue)).get(address("gate-show", dialogue)))
    assert "In this phase they are advice and never hold an invitation back." in words
    assert "Before anyone is invited" not in words
    assert "Go ahead" not in words


def test_answering_keeps_the_answer_and_asking_again_shows_it(waiting):
    dialogue, browser = waiting
    page = address("gate-answer", dialogue, "safety")
    sent = typed(browser.get(page), answer=CheckAnswer.YES, note="Two exits")
    assert browser.post(page, sent).url == address("gate-show", dialogue)
    assert "Two exits" in words_of(browser.get(page))
    assert "Ready: everything" in words_of(browser.get(address("gate-show", dialogue)))


def test_of_two_who_answer_the_second_keeps_the_words_and_reads_the_first(waiting):
    dialogue, browser = waiting
    page = address("gate-answer", dialogue, "safety")
    sent = typed(browser.get(page), answer=CheckAnswer.YES, note="My own words")
    answered(dialogue, seated(dialogue, Seat.NEUTRAL), "safety", CheckAnswer.NOT_YET, note="No place yet")
    told = browser.post(page, sent)
    assert told.status_code == 409
    assert "Someone else changed this" in words_of(told)
    assert "My own words" in words_of(told)
    assert "No place yet" in words_of(told)
    assert browser.post(page, typed(told)).status_code == 302
    assert GateAnswer.objects.get(check_key="safety").note == "My own words"


def test_bad_input_is_kept_and_told_beside_its_field(waiting):
    dialogue, browser = waiting
    page = address("gate-answer", dialogue, "wanted")
    told = browser.post(page, {"answer": "does_not_apply", "note": "", "version": "1"})
    assert "Write why it does not apply here." in words_of(told)
    told = browser.post(page, {"answer": "no such", "note": "Call 555-0100", "version": "1"})
    assert "Call 555-0100" in words_of(told)
    assert told.context["form"].errors.keys() >= {"answer", "note"}
    assert not AuditEvent.objects.filter(kind="check_answered").exists()


@pytest.mark.parametrize("key", ["no-such-check", "conflicts", "neutral_named"])
def test_what_nobody_answers_has_no_page(waiting, key):
    dialogue, browser = waiting
    assert browser.get(address("gate-answer", dialogue, key)).status_code == 404
    assert browser.get(address("gate-instead", dialogue, "no-such-way")).status_code == 404


def test_a_check_of_another_phase_has_no_page():
    dialogue = DialogueFactory(phase=Phase.PRE_CRISIS)
    page = signed_in(seated(dialogue)).get(address("gate-answer", dialogue, "facts"))
    assert page.status_code == 404


def test_going_ahead_needs_a_reason_and_shows_it_where_people_invite(waiting):
    dialogue, browser = waiting
    session = SessionFactory(dialogue=dialogue)
    page = address("gate-go-ahead", dialogue)
    assert "Write why you invite" in words_of(browser.post(page, typed(browser.get(page))))
    sent = typed(browser.get(page), reason="The vigil is on Friday anyway")
    assert browser.post(page, sent).status_code == 302
    for shown in (address("gate-show", dialogue), address("invitation-list", dialogue, session.pk)):
        assert "The vigil is on Friday anyway" in words_of(browser.get(shown))
    assert "The vigil is on Friday anyway" in words_of(browser.get(address("record-show", dialogue)))


def test_reviewers_read_the_reason_in_the_timeline_without_the_name(waiting):
    dialogue, browser = waiting
    liaison = dialogue.design_team.get(seat=Seat.LIAISON)
    page = address("gate-go-ahead", dialogue)
    browser.post(page, typed(browser.get(page), reason="The vigil is on Friday anyway"))
    watching = ReviewMembershipFactory()
    watching.organization.agencies.add(dialogue.agency)
    words = words_of(signed_in(watching.user).get(reverse("history:timeline", args=[dialogue.pk])))
    assert "decided to invite all the same. Checks still open: 1." in words
    assert "The vigil is on Friday anyway" in words
    assert liaison.name not in words


def test_checks_that_changed_meanwhile_are_shown_before_one_decides(waiting):
    dialogue, browser = waiting
    page = address("gate-go-ahead", dialogue)
    sent = typed(browser.get(page), reason="Demo reason")
    answered(dialogue, seated(dialogue, Seat.NEUTRAL), "facts", CheckAnswer.NOT_YET, version=1)
    told = browser.post(page, sent)
    assert told.status_code == 409
    assert "There are facts to share" in words_of(told)
    assert browser.post(page, typed(told)).status_code == 302
    assert set(GateDecision.objects.get().covers) == {"safety", "facts", "conflicts"}


def test_nothing_to_decide_is_said(waiting):
    dialogue, browser = waiting
    GateDecisionFactory(dialogue=dialogue)
    assert "There is nothing to decide" in words_of(browser.get(address("gate-go-ahead", dialogue)))


def test_doing_something_else_is_recorded_once_and_shown(waiting):
    dialogue, browser = waiting
    page = address("gate-instead", dialogue, "listening")
    sent = {"form_key": str(uuid.uuid4()), "reason": "Community Desk, this week"}
    assert [browser.post(page, sent).status_code for _again in range(2)] == [302, 302]
    assert GateDecision.objects.count() == 1
    assert "Community Desk, this week" in words_of(browser.get(address("gate-show", dialogue)))


def test_the_pages_about_inviting_say_not_yet_and_send_nothing(waiting):
    dialogue, browser = waiting
    session, person = SessionFactory(dialogue=dialogue), ParticipantFactory(dialogue=dialogue)
    chosen = {"people": [person.pk]}
    pages = [
        browser.get(address("session-invite", dialogue, session.pk)),
        browser.post(address("invitation-preview", dialogue, session.pk), chosen),
        browser.get(address("invitation-list", dialogue, session.pk)),
    ]
    for page in pages:
        assert "It is not time to invite yet" in words_of(page)
        assert address("gate-show", dialogue) in words_of(page)
        assert "Send 1 invitation" not in words_of(page)
    refused = browser.post(address("invitation-send", dialogue, session.pk), chosen)
    assert "It is not time to invite yet" in words_of(refused)


def test_not_yet_is_said_even_while_nobody_is_on_the_list(waiting):
    dialogue, browser = waiting
    session = SessionFactory(dialogue=dialogue)
    words = words_of(browser.get(address("session-invite", dialogue, session.pk)))
    assert "It is not time to invite yet" in words
    assert "Nobody is on the list yet" in words
    assert not Invitation.objects.exists()


def test_the_overview_says_how_it_stands(waiting):
    dialogue, browser = waiting
    words = words_of(browser.get(address("dialogue-show", dialogue)))
    assert "Not yet: 1 thing has to be settled" in words
    assert address("gate-show", dialogue) in words


def test_those_without_the_right_read_why_and_see_no_ways_to_act(waiting):
    dialogue, _browser = waiting
    words = words_of(signed_in(seated(dialogue, Seat.FACILITATOR)).get(address("gate-show", dialogue)))
    assert "Only the liaison decides to invite while checks are open." in words
    assert "Only the liaison and the design team decide what is done instead." in words
    assert address("gate-go-ahead", dialogue) not in words


def test_a_closed_dialogue_is_only_read():
    dialogue = ClosedDialogueFactory(phase=Phase.POST_INCIDENT)
    browser = signed_in(seated(dialogue))
    words = words_of(browser.get(address("gate-show", dialogue)))
    assert "The dialogue is closed. The answers stay as they are." in words
    assert address("gate-answer", dialogue, "safety") not in words
    assert "<textarea" not in words_of(browser.get(address("gate-answer", dialogue, "safety")))


def test_the_page_costs_the_same_however_much_was_decided(waiting):
    dialogue, browser = waiting
    few = questions(browser, address("gate-show", dialogue))
    for number in range(3):
        GateDecisionFactory(
            dialogue=dialogue, kind="instead", alternative="listening", covers=[], reason=str(number)
        )
    assert questions(browser, address("gate-show", dialogue)) == few


def test_a_designer_who_leaves_the_phase_reads_why_not_and_keeps_what_was_typed(client):
    dialogue = AfterIncidentFactory()
    client.force_login(seated(dialogue, Seat.DESIGNER))
    address = reverse("dialogues:dialogue-change", args=[dialogue.pk])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(address, sent | {"phase": "sustained", "purpose": "Demo purpose, typed"})
    page = answer.content.decode()
    assert "Only the liaison takes a dialogue out of the phase after an incident" in page
    assert "Demo purpose, typed" in page


@pytest.mark.parametrize(
    ("seat", "words"),
    [
        (Seat.LIAISON, "Nobody is recorded as the neutral."),
        (Seat.DESIGNER, "A neutral is not settled."),
        (Seat.FACILITATOR, "A neutral is not settled."),
    ],
)
def test_about_the_neutral_each_reads_what_they_may_know(client, seat, words):
    dialogue = AfterIncidentFactory(neutral_provider="")
    client.force_login(seated(dialogue, seat))
    assert words in client.get(reverse("dialogues:gate-show", args=[dialogue.pk])).content.decode()


@pytest.mark.parametrize("name", ["session-invite", "invitation-preview"])
def test_advice_is_one_line_where_people_are_invited_and_holds_nothing_back(name):
    dialogue = DialogueFactory(phase=Phase.SUSTAINED)
    browser, session = signed_in(seated(dialogue)), SessionFactory(dialogue=dialogue)
    ParticipantFactory(dialogue=dialogue)
    where = address(name, dialogue, session.pk)
    page = browser.post(where, {"everyone": "yes"}) if name == "invitation-preview" else browser.get(where)
    (said,) = re.findall(r"(\d+) checks are open\. They are advice", words_of(page))
    shown = browser.get(address("gate-show", dialogue)).content.decode()
    assert int(said) == shown.count('class="status status--waiting"') > 1
    assert "It is not time to invite yet" not in words_of(page)
    assert reverse("dialogues:gate-show", args=[dialogue.pk]) in page.content.decode()


def test_the_check_about_facts_tells_what_stands_on_the_board_and_people_still_answer():
    incident = IncidentFactory()
    dialogue = AfterIncidentFactory(agency=incident.agency, incident=incident)
    browser = signed_in(seated(dialogue))
    for reach in (Reach.ANYONE, Reach.ANYONE, Reach.TEAM):
        FactFactory(incident=incident, reach=reach)
    FactFactory()
    board = reverse("dialogues:incident-facts", args=[incident.pk])
    page = browser.get(address("gate-show", dialogue))
    facts = words_of(page).partition('id="check-facts"')[2].partition("</li>")[0]
    assert "Not answered yet" in facts
    assert "On the facts board of the incident: 2 lines for anyone." in facts
    assert f'href="{board}"' in facts
    assert words_of(page).count("On the facts board") == 1
    assert f'href="{board}"' in browser.get(address("gate-answer", dialogue, "facts")).content.decode()
