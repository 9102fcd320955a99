import pytest

from dialogues.forms.replies import AccessNeedsForm, AnswerForm
from tests.factories.participants import InvitationFactory

pytestmark = pytest.mark.django_db


def form(invitation, **values):
    return AnswerForm({"answer": "yes", "naming": "first_name"} | values, invitation=invitation)


def test_the_form_shows_the_answer_and_the_wish_but_never_a_name():
    invitation = InvitationFactory(answer="maybe", participant__naming="alias", participant__alias="Mo")
    shown = AnswerForm(invitation=invitation)
    assert shown.initial == {"answer": "maybe", "naming": "alias"}
    assert "Mo" not in shown.as_p()


def test_a_wish_for_this_session_comes_first():
    invitation = InvitationFactory(naming="number", participant__naming="named")
    assert AnswerForm(invitation=invitation).initial["naming"] == "number"


def test_people_without_a_name_are_not_asked_for_their_first_name():
    invitation = InvitationFactory(participant__name="", participant__naming="number")
    offered = [value for value, _label in AnswerForm(invitation=invitation).fields["naming"].choices]
    assert offered == ["alias", "number"]
    assert not form(invitation).is_valid()


def test_a_chosen_name_must_be_given_once():
    invitation = InvitationFactory()
    assert form(invitation, naming="alias").errors["alias"] == ["Write the name you choose."]
    assert form(invitation, naming="alias", alias="Mo").is_valid()
    assert "alias" in form(invitation, naming="alias", alias="=Mo").errors
    invitation.participant.alias = "Mo"
    assert form(invitation, naming="alias").is_valid()


@pytest.mark.parametrize("answer", ["", "none", "perhaps"])
def test_only_yes_maybe_and_no_are_answers(answer):
    assert "answer" in form(InvitationFactory(), answer=answer).errors


def test_needs_are_cleaned_and_may_be_empty():
    assert AccessNeedsForm({"needs": ""}).is_valid()
    filled = AccessNeedsForm({"needs": " Ramp\r\n\u202eSeat "})
    assert filled.is_valid()
    assert filled.cleaned_data["needs"] == "Ramp\nSeat"
