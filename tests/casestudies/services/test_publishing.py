"""The searched row follows the newest version."""

import pytest
from django.utils import timezone

from casestudies.models import PublishedCase
from casestudies.services import publishing
from tests.factories.casestudies import whole_body

pytestmark = pytest.mark.django_db


def test_everything_that_is_said_can_be_found():
    publishing.put(key="demo", body=whole_body(), now=timezone.now())
    for words in (
        "Demo City",
        "phone line",
        "small tables",
        "young people came",
        "feed people",
        "use of force",
    ):
        assert PublishedCase.objects.matching(words).filter(key="demo").exists(), words


def test_filters_follow_the_newest_version():
    publishing.put(key="demo", body=whole_body(), now=timezone.now())
    publishing.put(key="demo", body=whole_body(phases=["sustained"], difficulties=[]), now=timezone.now())
    case = PublishedCase.objects.get(key="demo")
    assert (case.number, case.phases, case.tells_what_failed) == (2, ["sustained"], False)


def test_an_address_never_meets_that_of_a_file():
    assert publishing.new_key(whole_body(place="Erie")) == "erie-tx-2024"
    assert "-" in publishing.new_key(whole_body(place="王"))
