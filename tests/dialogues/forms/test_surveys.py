import pytest

from dialogues.choices import SurveyItem
from dialogues.forms.surveys import SurveyForm


@pytest.mark.parametrize("typed", [{"comment": "Fine"}, {"side": "other"}, {"item_heard": "1"}])
def test_everything_may_be_left_out_but_not_all_of_it(typed):
    assert SurveyForm(typed).is_valid()
    assert "Nothing is filled in yet" in SurveyForm({"comment": " "}).non_field_errors()[0]


def test_answers_are_numbers_and_what_is_left_out_stays_missing():
    form = SurveyForm({"item_heard": "4", "item_safe": "", "item_return": "1"})
    assert form.is_valid()
    assert form.answers() == {"heard": 4, "return": 1}


@pytest.mark.parametrize("value", ["0", "6", "x", "4.5", "-1"])
def test_points_that_the_scale_does_not_have_are_refused(value):
    assert list(SurveyForm({"item_heard": value}).errors) == ["item_heard"]


def test_it_asks_for_nothing_else():
    items = {f"item_{item}" for item in SurveyItem.values}
    assert set(SurveyForm().fields) == {"side", "comment", *items}
