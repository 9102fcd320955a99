"""One item at a time: forms that keep what was typed, buttons that say what is true now."""

import re
import uuid

import pytest
from django.urls import reverse

from planning.models import AgendaBlock, AgendaRevision
from tests.factories.planning import AgendaBlockFactory, item_values

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LONG = "a" * 20_000


def address(name, agenda, *more):
    return reverse(f"planning:{name}", args=[agenda.session.dialogue_id, agenda.session_id, *more])


def titles(agenda):
    return "".join(agenda.blocks.kept().order_by("position").values_list("title", flat=True))


def typed(**values):
    """What a browser sends: nothing typed is an empty text, a box without a tick is left out."""
    sent = {
        name: "" if value is None else value for name, value in item_values().items() if value is not False
    }
    return sent | {"form_key": str(uuid.uuid4())} | values


def shown(page):
    """What the form held, as a browser sends it back."""
    return {name: "" if value is None else value for name, value in page.context["form"].initial.items()}


@pytest.fixture
def item(agenda):
    return agenda.blocks.get(title="B")


@pytest.mark.parametrize("name", ["item-change", "item-move", "item-remove", "item-restore"])
def test_strangers_get_404_and_who_may_not_403(agenda, item, stranger, neutral, name):
    where = address(name, agenda, item.pk)
    assert stranger.post(where, {"to": "1"}).status_code == 404
    assert neutral.post(where, {"to": "1"}).status_code == 403


def test_an_item_of_another_agenda_is_no_way_in(agenda, facilitator):
    foreign = AgendaBlockFactory()
    assert facilitator.post(address("item-remove", agenda, foreign.pk)).status_code == 404


def test_an_item_is_a_page_of_its_own_and_a_part_of_the_list(agenda, item, facilitator, neutral):
    AgendaBlock.objects.filter(pk=item.pk).update(script="Say this")
    where = address("item-show", agenda, item.pk)
    page, part = (facilitator.get(where, headers=headers).content.decode() for headers in ({}, HTMX))
    for words in ("Say this", "Move to place", "Duplicate", "Remove", "Add from a method"):
        assert words in page
        assert words in part
    assert ("<html" in page, "<html" in part) == (True, False)
    assert address("item-change", agenda, item.pk) in page
    read = neutral.get(where).content.decode()
    assert ("Say this" in read, "Duplicate" in read) == (True, False)


def test_the_page_of_a_removed_item_offers_to_put_it_back(agenda, item, facilitator):
    facilitator.post(address("item-remove", agenda, item.pk))
    page = facilitator.get(address("item-show", agenda, item.pk)).content.decode()
    assert ("Put the item back" in page, "Duplicate" in page) == (True, False)


def test_the_way_back_from_an_item_leads_to_it(agenda, item, facilitator):
    for name in ("item-show", "item-change"):
        assert (
            f'/agenda/#title-{item.pk}"' in facilitator.get(address(name, agenda, item.pk)).content.decode()
        )


def test_adding_after_an_item(agenda, item, facilitator):
    first = agenda.blocks.get(title="A")
    page = facilitator.get(address("item-add", agenda), {"after": first.pk})
    assert page.context["form"]["after"].value() == str(first.pk)
    response = facilitator.post(address("item-add", agenda), typed(title="new", after=first.pk))
    made = AgendaBlock.objects.get(title="new")
    assert response.headers["Location"].endswith(f"#title-{made.pk}")
    assert titles(agenda) == "AnewBC"


def test_the_same_form_sent_twice_adds_one(agenda, facilitator):
    data = typed(title="D")
    for _ in range(2):
        facilitator.post(address("item-add", agenda), data)
    assert titles(agenda) == "ABCD"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ("0", "An item takes at least 1 minute."),
        ("-5", "An item takes at least 1 minute."),
        ("10000", "An item takes at most 1,440 minutes (24 hours)."),
        ("9" * 60, "An item takes at most 1,440 minutes (24 hours)."),
        ("a while", "Write the minutes as a whole number, such as 15."),
        ("7.5", "Write the minutes as a whole number, such as 15."),
        ("", "Write how many minutes it takes, such as 15."),
    ],
)
def test_bad_minutes_are_told_beside_the_field_and_nothing_is_lost(agenda, facilitator, minutes, said):
    response = facilitator.post(address("item-add", agenda), typed(minutes=minutes, script="Typed for long"))
    form = response.context["form"]
    assert (form.errors["minutes"], titles(agenda)) == ([said], "ABC")
    assert (form["script"].value(), form["minutes"].value()) == ("Typed for long", minutes)
    assert said in response.content.decode()


def test_too_long_a_text_is_told_with_its_length_and_stays(agenda, item, facilitator):
    data = shown(facilitator.get(address("item-change", agenda, item.pk)))
    response = facilitator.post(address("item-change", agenda, item.pk), data | {"script": LONG})
    assert "Use at most 4000 characters; this has 20000." in response.content.decode()
    assert response.context["form"]["script"].value() == LONG


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "أهلاً بكم", "👩🏽‍🏫 & <b>", "x" * 160])
def test_any_text_is_shown_as_text(agenda, facilitator, title):
    facilitator.post(address("item-add", agenda), typed(title=title))
    page = facilitator.get(address("agenda-show", agenda)).content.decode()
    assert AgendaBlock.objects.get(title=title)
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_a_full_agenda_says_so_and_keeps_what_was_typed(agenda, facilitator):
    AgendaBlock.objects.bulk_create(
        AgendaBlock(agenda=agenda, position=place, title="x", minutes=1) for place in range(4, 301)
    )
    response = facilitator.post(address("item-add", agenda), typed(title="one too many"))
    assert "An agenda holds up to 300 items." in response.content.decode()
    assert response.context["form"]["title"].value() == "one too many"


def test_the_second_of_two_writers_sees_both_texts_and_can_save(agenda, item, facilitator, liaison):
    where = address("item-change", agenda, item.pk)
    mine, theirs = (shown(client.get(where)) for client in (facilitator, liaison))
    liaison.post(where, theirs | {"title": "Theirs", "minutes": "20"})
    response = facilitator.post(where, mine | {"title": "Mine"})
    form, page = response.context["form"], response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in page
    assert (form["title"].value(), str(form["minutes"].value())) == ("Mine", "20")
    assert AgendaRevision.objects.get(is_accepted=False).content == {"title": "Mine"}
    sent = {name: form[name].value() for name in form.fields}
    facilitator.post(where, {name: "" if value is None else value for name, value in sent.items()})
    item.refresh_from_db()
    assert (item.title, item.minutes) == ("Mine", 20)


def test_an_item_removed_meanwhile_is_put_back_with_what_was_typed(agenda, item, facilitator):
    where = address("item-change", agenda, item.pk)
    data = shown(facilitator.get(where)) | {"title": "B!"}
    facilitator.post(address("item-remove", agenda, item.pk))
    response = facilitator.post(where, data)
    page = response.content.decode()
    assert (response.status_code, response.context["form"]["title"].value()) == (409, "B!")
    assert "This item was removed from the agenda meanwhile." in page
    assert '<button class="usa-button" name="put_back" value="yes">' in page
    facilitator.post(where, data | {"put_back": "yes", "title": ""})
    assert titles(agenda) == "AC"  # a mistake puts nothing back
    facilitator.post(where, data | {"put_back": "yes"})
    assert titles(agenda) == "AB!C"


@pytest.mark.parametrize(
    ("data", "order", "said"),
    [
        ({"places": "-1"}, "BAC", "“B” is now item 1 of 3, at"),
        ({"places": "1"}, "ACB", "“B” is now item 3 of 3, at"),
        ({"to": "1"}, "BAC", "“B” is now item 1 of 3, at"),
        ({"to": "999999"}, "ACB", "“B” is now item 3 of 3, at"),
        ({"to": "first"}, "ABC", "Write the number of the place, such as 3."),
        ({}, "ABC", "Write the number of the place, such as 3."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_moving_says_where_it_went(agenda, item, facilitator, data, order, said, headers):
    response = facilitator.post(address("item-move", agenda, item.pk), data, headers=headers, follow=True)
    assert (titles(agenda), said in response.content.decode()) == (order, True)


def test_a_partial_answer_is_the_list_alone_and_is_read_aloud(agenda, item, facilitator):
    where = address("item-move", agenda, item.pk)
    page = facilitator.post(where, {"to": "1"}, headers=HTMX).content.decode()
    assert "<html" not in page
    assert 'hx-swap-oob="innerHTML:#said"' in page
    assert re.search(rf'id="title-{item.pk}"[^>]*data-focus', page)


def test_removing_is_undone_by_the_button_that_gets_the_keyboard(agenda, item, facilitator):
    page = facilitator.post(address("item-remove", agenda, item.pk), headers=HTMX).content.decode()
    assert re.search(r'id="restore"[^>]*data-focus', page)
    assert titles(agenda) == "AC"
    facilitator.post(address("item-restore", agenda, item.pk), headers=HTMX)
    assert titles(agenda) == "ABC"
