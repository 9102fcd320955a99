"""What the library shows, and how many cases each filter would leave together with the others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casestudies import content
from casestudies.models import PublishedCase
from casestudies.querysets import FACETS, Wanted
from casestudies.services import publishing
from casestudies.summaries.library import PAGE, CasePage, Library, open_dialogues_like
from dialogues.choices import Seat
from tests.factories.casestudies import whole_body
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, seated

pytestmark = pytest.mark.django_db


def put(key: str, **changes: object) -> PublishedCase:
    return publishing.put(key=key, body=whole_body(**changes), now=timezone.now()).case


def places(**asked: str) -> list[str]:
    return [case.place for case in Library.of(Wanted(**asked)).cases]


def count_of(name: str, value: str, **asked: str) -> int:
    facet = next(facet for facet in Library.of(Wanted(**asked)).facets if facet.name == name)
    return sum(choice.count for choice in facet.choices if choice.value == value)


def test_nothing_asked_shows_every_case_by_its_place() -> None:
    library = Library.of(Wanted())
    assert [case.key for case in library.cases] == [case.key for case in content.cases()]
    assert library.count == len(content.cases())
    assert not library.is_filtered


def test_words_must_all_occur_in_any_case_form_and_order() -> None:
    assert places(words="COUNCILS erie")[0] == "Erie"
    assert places(words="erie zeppelin") == []


def test_the_best_match_comes_first() -> None:
    put("demo-lake", place="Demo Lake", lessons=["Ask someone from Topeka."])
    assert places(words="topeka") == ["Topeka", "Demo Lake"]


CHOSEN = {
    "phase": "sustained",
    "trigger": "force",
    "format": "spcp_day",
    "setting": "county",
    "state": "CA",
    "strength": "not_found",
    "failed": "true",
}


@pytest.mark.parametrize("name", FACETS)
@pytest.mark.parametrize("other", [{}, {"trigger": "tension"}, {"words": "police", "failed": "true"}])
def test_counts_are_what_choosing_would_leave(name: str, other: dict[str, str]) -> None:
    others = {key: value for key, value in other.items() if key != name}
    value = CHOSEN[name]
    left = Library.of(Wanted(**others, **{name: value}))
    assert count_of(name, value, **others) == left.count == len(left.cases)


@pytest.mark.parametrize("name", FACETS)
def test_every_filter_finds_something_and_leaves_something_out(name: str) -> None:
    assert 0 < len(places(**{name: CHOSEN[name]})) < len(content.cases())


def test_a_filter_shows_its_choice_even_when_nothing_is_left() -> None:
    library = Library.of(Wanted(words="erie", phase="pre_crisis"))
    phase = next(facet for facet in library.facets if facet.name == "phase")
    chosen = [(choice.value, choice.count) for choice in phase.choices if choice.is_chosen]
    assert (library.count, chosen) == (0, [("pre_crisis", 0)])


def test_withdrawn_cases_leave_the_lists() -> None:
    case = PublishedCase.objects.get(key="erie")
    case.withdrawn_at, case.withdrawal_reason = timezone.now(), "A demo reason."
    case.withdrawal_kind = "content"
    case.save()
    assert "Erie" not in places()
    assert count_of("state", "PA") == 0


@pytest.mark.parametrize("words", ["", "demo"])
def test_pages_follow_one_another_without_loss(words: str) -> None:
    for number in range(2 * PAGE + 3):
        put(f"demo-{number}", place=f"Demo {number % 7}", done=["demo " * (number % 5 + 1)])
    wanted = Wanted(words=words)
    seen, after = [], None
    while True:
        page = Library.of(wanted, after=after)
        seen += [case.pk for case in page.cases]
        after = page.next_after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == page.count


def test_a_page_costs_the_same_however_many_there_are() -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            Library.of(Wanted(words="police", state="TX"))
        return len(asked)

    before = questions()
    for number in range(40):
        put(f"demo-{number}")
    assert questions() == before == 2


def test_a_page_is_one_version_of_a_case() -> None:
    case = put("demo-case")
    put("demo-case", situation="They met again.")
    case.refresh_from_db()
    newest, first = CasePage.of(case), CasePage.of(case, 1)
    assert newest is not None
    assert first is not None
    assert (newest.case.situation, newest.is_newest, newest.numbers) == ("They met again.", True, (1, 2))
    assert (first.case.situation, first.is_newest) == (whole_body()["situation"], False)
    assert CasePage.of(case, 3) is None


def test_a_case_meets_open_dialogues_in_its_phase() -> None:
    case = CasePage.of(put("demo-case"))
    fitting = DialogueFactory(phase="post_incident")
    person = seated(fitting)
    for other in (DialogueFactory(phase="sustained"), ClosedDialogueFactory(phase="post_incident")):
        seated(other, Seat.DESIGNER, user=person)
    DialogueFactory(phase="post_incident")
    assert case is not None
    assert open_dialogues_like(person, case.case) == [fitting]


@pytest.mark.parametrize(
    "words", ["shooting", "shot", "police shooting", "Shootings", "deadly force", "cops shot"]
)
def test_words_of_daily_speech_find_cases_that_say_it_otherwise(words: str) -> None:
    found = places(words=words)
    assert {"Falcon Heights", *places(trigger="force")} <= set(found)
    assert len(found) < len(content.cases())


def test_the_label_of_a_filter_is_a_word_to_search_for() -> None:
    by_filter = set(places(trigger="force"))
    assert by_filter <= set(places(words="use of force"))
    assert set(places(format="spcp_day")) <= set(
        places(words='"strengthening police and community partnerships"')
    )


def test_a_person_who_writes_exactly_what_is_meant_gets_that() -> None:
    assert places(words='"shooting"') == []
    put("demo-lake", place="Demo Lake", lessons=["A shooting is told here."])
    assert places(words='"shooting"') == ["Demo Lake"]
    assert "Demo Lake" not in places(words="killing -shooting")


def test_nothing_found_offers_filters_with_their_counts_for_one_question_more() -> None:
    with CaptureQueriesContext(connection) as asked:
        library = Library.of(Wanted(words="zeppelin"))
    assert len(asked) == 3
    assert [idea.count for idea in library.ideas] == sorted(
        (idea.count for idea in library.ideas), reverse=True
    )
    for idea in library.ideas:
        assert len(places(trigger=idea.value)) == idea.count
    assert Library.of(Wanted(words="erie")).ideas == ()
