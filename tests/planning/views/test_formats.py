"""The library of formats at its pages: found, read, used for a session, and started from."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from planning.choices import FormatLevel
from planning.models import Agenda
from planning.services import formats
from tests.factories.accounts import MembershipFactory, ReviewMembershipFactory
from tests.factories.dialogues import DialogueFactory, SessionFactory, seated
from tests.factories.planning import kept_format, started_agenda
from tests.planning.views.conftest import signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("planning:format-list")
TOWN_HALL = reverse("planning:format-show", args=["town_hall"])


@pytest.fixture
def keeper():
    """A liaison with a seat, and the agenda that formats are kept from."""
    agenda = started_agenda(format_key="world_cafe")
    return seated(agenda.session.dialogue), agenda


def titles(page):
    context = page.context["library"]
    return [one.key for one in context.national], [one.name for one in context.own]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"phase": "post_incident", "minutes": 100}, ["town_hall"]),
        ({"size": 10, "minutes": 120, "phase": "post_incident"},
         ["facilitated_dialogue", "peace_circle", "listening_dinner"]),
        ({"q": "pelicula"}, ["film_discussion"]),
        ({"q": "cafe"}, ["world_cafe", "spcp_day"]),
        ({"q": "zebra"}, []),
        ({"size": "many", "minutes": "-3", "phase": "never", "q": "tabletop"}, ["tabletop"]),
    ],
)  # fmt: skip
def test_formats_are_found(stranger, asked, found):
    assert titles(stranger.get(LIST, asked))[0] == found


def test_nothing_found_says_what_to_do(stranger):
    page = stranger.get(LIST, {"q": "zebra"}).content.decode()
    assert "No format fits" in page
    assert "0 formats" in page


def test_everyone_signed_in_reads_a_national_format(stranger):
    page = stranger.get(TOWN_HALL).content.decode()
    for words in ("When to use it", "When not to", "The room", "Who is needed", "What to look out for"):
        assert words in page
    assert "6:05 pm" in page
    assert "Use this format" not in page


def test_formats_and_methods_are_two_presses_from_any_page(facilitator):
    assert (
        f'<li><a href="{LIST}">Formats</a></li>' in facilitator.get(reverse("planning:next")).content.decode()
    )
    assert f'href="{reverse("planning:method-list")}"' in facilitator.get(LIST).content.decode()


def test_who_only_reviews_has_no_use_for_them():
    reviewer = signed_in(ReviewMembershipFactory().user)
    assert ">Formats</a>" not in reviewer.get(reverse("planning:next")).content.decode()


def test_an_unknown_format_is_404(stranger):
    assert stranger.get(reverse("planning:format-show", args=["fish_bowl"])).status_code == 404


def test_a_session_brings_its_times_and_a_button(session, facilitator):
    asked = {"session": session.pk}
    assert f"?session={session.pk}" in facilitator.get(LIST, asked).content.decode()
    page = facilitator.get(TOWN_HALL, asked).content.decode()
    start = reverse("planning:agenda-show", args=[session.dialogue_id, session.pk])
    assert f"{start}?format=town_hall" in page
    assert "30 minutes shorter than your session." in page
    first = facilitator.get(TOWN_HALL, asked).context["lines"][0]
    assert first.starts_at == session.starts_at
    assert 'value="town_hall" checked' in facilitator.get(f"{start}?format=town_hall").content.decode()


def test_a_format_that_is_too_long_says_so(session, facilitator):
    address = reverse("planning:format-show", args=["spcp_day"])
    page = facilitator.get(address, {"session": session.pk}).content.decode()
    assert f"{420 - session.minutes} minutes longer than your session." in page


def test_a_session_that_the_person_may_not_start_is_ignored(session, neutral, stranger, agenda):
    for client in (neutral, stranger):
        page = client.get(TOWN_HALL, {"session": session.pk}).content.decode()
        assert "Use this format" not in page


def links_to(format_key, *sessions):
    return [
        f"{reverse('planning:agenda-show', args=[one.dialogue_id, one.pk])}?format={format_key}"
        for one in sessions
    ]


def test_a_format_lists_the_sessions_that_wait_for_an_agenda(session, agenda, facilitator, neutral, stranger):
    person = seated(session.dialogue)
    waiting, other = SessionFactory(dialogue=session.dialogue), SessionFactory()
    past = SessionFactory(dialogue=session.dialogue, starts_at=timezone.now() - timedelta(days=3))
    page = signed_in(person).get(TOWN_HALL).content.decode()
    assert links_to("town_hall", waiting)[0] in page
    assert not any(link in page for link in links_to("town_hall", session, other, past))
    for client in (neutral, stranger):
        assert "No session of yours waits for an agenda." in client.get(TOWN_HALL).content.decode()


def test_more_sessions_than_a_page_shows_are_found_by_words(session, liaison):
    for number in range(12):
        SessionFactory(dialogue=session.dialogue, title=f"Evening {number}")
    page = liaison.get(TOWN_HALL).content.decode()
    assert (page.count("?format=town_hall"), "Find sessions" in page) == (10, True)
    page = liaison.get(TOWN_HALL, {"q": "evening 11"}).content.decode()
    assert (page.count("?format=town_hall"), "Evening 11" in page) == (1, True)
    page = liaison.get(TOWN_HALL, {"q": "zebra"}).content.decode()
    assert "No session of yours that waits for an agenda has these words." in page


def test_a_kept_format_lists_sessions_of_its_agency(keeper):
    by, agenda = keeper
    own = kept_format(agenda, by)
    here, elsewhere = SessionFactory(dialogue=agenda.session.dialogue), SessionFactory()
    seated(elsewhere.dialogue, user=by)
    page = signed_in(by).get(reverse("planning:own-format-show", args=[own.pk])).content.decode()
    assert links_to(own.key, here)[0] in page
    assert links_to(own.key, elsewhere)[0] not in page
    assert "To change its items" in page


def test_a_kept_format_is_found_by_its_agency_alone(keeper, stranger):
    by, agenda = keeper
    own = kept_format(agenda, by, name="Our café")
    colleague = signed_in(MembershipFactory(agency=own.agency, roles=[Role.FACILITATOR]).user)
    address = reverse("planning:own-format-show", args=[own.pk])
    assert titles(colleague.get(LIST, {"q": "café"}))[1] == ["Our café"]
    assert colleague.get(address).status_code == 200
    assert titles(stranger.get(LIST))[1] == []
    assert stranger.get(address).status_code == 404


def test_a_personal_format_is_found_by_one_person(keeper):
    by, agenda = keeper
    own = kept_format(agenda, by, level=FormatLevel.PERSONAL)
    colleague = signed_in(MembershipFactory(agency=own.agency, roles=[Role.LIAISON]).user)
    assert titles(colleague.get(LIST))[1] == []
    assert colleague.get(reverse("planning:own-format-show", args=[own.pk])).status_code == 404
    assert titles(signed_in(by).get(LIST))[1] == [own.name]


def test_where_it_came_from_names_only_what_the_reader_may_see(keeper):
    by, agenda = keeper
    own = kept_format(agenda, by)
    address = reverse("planning:own-format-show", args=[own.pk])
    colleague = signed_in(MembershipFactory(agency=own.agency, roles=[Role.FACILITATOR]).user)
    assert f"From the agenda of “{agenda.session.title}”." in signed_in(by).get(address).content.decode()
    page = colleague.get(address).content.decode()
    assert agenda.session.title not in page
    assert "From an agenda of the agency. Based on “World Café”." in page


def test_an_agenda_starts_from_a_kept_format(keeper):
    by, agenda = keeper
    own = kept_format(agenda, by, name="Our café")
    session = SessionFactory(dialogue=DialogueFactory(agency=own.agency))
    client = signed_in(seated(session.dialogue))
    start = reverse("planning:agenda-show", args=[session.dialogue_id, session.pk])
    assert f'value="{own.key}" checked' in client.get(f"{start}?format={own.key}").content.decode()
    response = client.post(start, {"format": own.key})
    assert response.status_code == 302
    assert Agenda.objects.get(session=session).blocks.count() == agenda.blocks.count()


@pytest.mark.parametrize("chosen", ["own-0", "own-99999999999999999999", "own-x", "own-", "zebra"])
def test_a_format_that_is_not_offered_starts_nothing(session, facilitator, chosen):
    start = reverse("planning:agenda-show", args=[session.dialogue_id, session.pk])
    response = facilitator.post(start, {"format": chosen})
    assert "Choose one from the list." in response.content.decode()
    assert not Agenda.objects.exists()


def test_a_retired_format_is_in_a_list_of_its_own(keeper):
    by, agenda = keeper
    own = formats.retire(by=by, own=kept_format(agenda, by, name="Our café"))
    client = signed_in(by)
    assert titles(client.get(LIST))[1] == []
    assert own.name in client.get(reverse("planning:own-format-list-retired")).content.decode()
    assert (
        "It is not offered" in client.get(reverse("planning:own-format-show", args=[own.pk])).content.decode()
    )


def test_an_earlier_version_can_still_be_read(keeper):
    by, agenda = keeper
    own = kept_format(agenda, by)
    agenda.blocks.first().delete()
    formats.renew(by=by, own=own, agenda=agenda)
    address = reverse("planning:own-format-show", args=[own.pk])
    lengths = {
        asked: len(signed_in(by).get(address, {"version": asked}).context["page"].lines)
        for asked in ("1", "2", "", "9", "x")
    }
    assert lengths == {"1": 9, "2": 8, "": 8, "9": 8, "x": 8}
    assert "not the newest one" in signed_in(by).get(address, {"version": 1}).content.decode()


def test_many_versions_are_paged(keeper, monkeypatch):
    monkeypatch.setattr("planning.summaries.formats.PAGE", 2)
    by, agenda = keeper
    own = kept_format(agenda, by)
    for _version in range(3):
        agenda.blocks.first().delete()
        own = formats.renew(by=by, own=own, agenda=agenda)
    address, client = reverse("planning:own-format-show", args=[own.pk]), signed_in(by)
    first = client.get(address).context["page"]
    second = client.get(address, {"before": first.next_before}).context["page"]
    numbers = [[version.number for version in page.versions] for page in (first, second)]
    assert numbers == [[4, 3], [2, 1]]
    assert second.next_before is None
    assert client.get(address, {"before": "1"}).status_code == 200


def test_long_lists_are_paged(keeper, monkeypatch):
    monkeypatch.setattr("planning.summaries.formats.PAGE", 2)
    by, agenda = keeper
    for number in range(5):
        kept_format(agenda, by, name=f"Format {number}")
    client, seen, address = signed_in(by), [], LIST
    for _page in range(3):
        page = client.get(address)
        seen += titles(page)[1]
        address = f"{LIST}?before={page.context['library'].next_before}"
    assert seen == [f"Format {number}" for number in (4, 3, 2, 1, 0)]
    assert page.context["library"].next_before is None


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(keeper, count, django_assert_num_queries):
    by, agenda = keeper
    own = [kept_format(agenda, by, name=f"Format {number}") for number in range(count)]
    client = signed_in(by)
    client.get(LIST)
    with django_assert_num_queries(QUERIES["list"]):
        client.get(LIST)
    with django_assert_num_queries(QUERIES["show"]):
        client.get(reverse("planning:own-format-show", args=[own[0].pk]))
    with django_assert_num_queries(QUERIES["retired"]):
        client.get(reverse("planning:own-format-list-retired"))


QUERIES = {"list": 7, "show": 13, "retired": 7}
