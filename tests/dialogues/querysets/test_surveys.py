import pytest

from dialogues.models import SurveyResponse
from tests.factories.surveys import SurveyResponseFactory

pytestmark = pytest.mark.django_db


def test_only_released_sheets_may_be_counted():
    released = SurveyResponseFactory()
    SurveyResponseFactory(is_released=False)
    assert list(SurveyResponse.objects.released()) == [released]
