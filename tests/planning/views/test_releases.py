"""Pages of releases: what changed, the next one, and who stands behind it."""

import pytest

from dialogues.choices import Seat
from planning.models import AgendaRelease, ReleaseConfirmation
from planning.services import items
from tests.factories.dialogues import seated
from tests.planning.views.test_items import address

pytestmark = pytest.mark.django_db


def shown(agenda, **more):
    """What the page of releases sends: the version it showed, and what was typed."""
    agenda.refresh_from_db()
    return {"version": agenda.version} | more


def test_a_release_is_made_and_what_changed_is_told(agenda, facilitator):
    where = address("release-list", agenda)
    assert "Not released yet." in facilitator.get(where).content.decode()
    answer = facilitator.post(where, shown(agenda, note="For the room"), follow=True)
    assert "Release 1 of the agenda" in answer.content.decode()
    assert AgendaRelease.objects.get().note == "For the room"
    assert "Nothing changed" in facilitator.post(where, shown(agenda)).content.decode()
    facilitator.post(address("item-move", agenda, agenda.blocks.get(title="C").pk), {"to": "1"})
    assert "Moved: “C” is now item 1." in facilitator.get(where).content.decode()
    assert (
        "There is one change since release 1."
        in facilitator.get(address("agenda-show", agenda)).content.decode()
    )


def test_nobody_releases_what_they_have_not_seen(agenda, facilitator):
    """Somebody cuts an item to a minute while the page of releases is open: its words stay, the list is the new one."""
    where, seen = address("release-list", agenda), shown(agenda, note="For the room")
    item = agenda.blocks.get(title="C")
    items.change_item(
        by=seated(agenda.session.dialogue), block=item, version=item.version, changes={"minutes": 1}
    )
    for sent in (seen, {"note": "For the room"}, seen | {"version": "0x"}):
        answer = facilitator.post(where, sent).content.decode()
        assert "The agenda changed while this page was open" in answer
        assert 'value="For the room"' in answer
        assert f'name="version" value="{seen["version"] + 1}"' in answer
    assert not AgendaRelease.objects.exists()
    facilitator.post(where, shown(agenda))
    assert AgendaRelease.objects.exists()


def test_the_printed_agenda_is_the_release(agenda, facilitator):
    asked = {"version": "participant", "paper": "letter", "language": "en"}
    name = "Content-Disposition"
    assert "draft-v1" in facilitator.get(address("agenda-pdf", agenda), asked).headers[name]
    facilitator.post(address("release-list", agenda), shown(agenda))
    facilitator.post(address("item-remove", agenda, agenda.blocks.get(title="C").pk))
    assert "release-1" in facilitator.get(address("agenda-pdf", agenda), asked).headers[name]
    assert "This is release 1." in facilitator.get(address("agenda-print", agenda)).content.decode()
    page = facilitator.get(address("release-show", agenda, 1)).content.decode()
    assert ">C</th>" in page


def test_one_confirms_and_takes_it_back(agenda, liaison, neutral, stranger):
    liaison.post(address("release-list", agenda), shown(agenda))
    confirm, back = address("release-confirm", agenda, 1), address("release-take-back", agenda, 1)
    assert (neutral.post(confirm).status_code, stranger.post(confirm).status_code) == (403, 404)
    for member in ("", "abc", "\0"):
        said = liaison.post(confirm, {"member": member}, follow=True).content.decode()
        assert "Nothing was recorded." in said
    assert ReleaseConfirmation.objects.count() == 0
    mine = {"member": agenda.session.dialogue.design_team.get(seat=Seat.LIAISON).pk}
    assert "designed together" in liaison.post(confirm, mine, follow=True).content.decode()
    assert ReleaseConfirmation.objects.get().withdrawn_at is None
    liaison.post(back, mine)
    assert ReleaseConfirmation.objects.get().withdrawn_at is not None


def test_who_may_not_release_reads_why(agenda, neutral, stranger):
    where = address("release-list", agenda)
    assert "change the agenda" in neutral.get(where).content.decode()
    assert neutral.post(where, {}).status_code == 403
    assert stranger.get(where).status_code == 404
    assert stranger.get(address("release-show", agenda, 1)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_one_release_and_for_three(
    agenda, liaison, count, django_assert_num_queries
):
    for number in range(count):
        agenda.blocks.filter(title="A").update(minutes=20 + number)
        liaison.post(address("release-list", agenda), shown(agenda))
    liaison.get(address("release-list", agenda))
    with django_assert_num_queries(12):
        liaison.get(address("release-list", agenda))
