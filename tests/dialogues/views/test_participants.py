import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogues.choices import Seat
from dialogues.models import Participant, ParticipantImport
from tests.dialogues.views.conftest import signed_in, typed
from tests.factories.dialogues import SessionFactory, seated
from tests.factories.participants import InvitationFactory, ParticipantFactory, ParticipantImportFactory

pytestmark = pytest.mark.django_db
SECRETS = ("Ana Demo", "ana@demo.example", "555-0100", "Seat near the door", "Elm Street Club")
FORM = {
    "name": "Ana Demo", "alias": "", "naming": "first_name", "email": "ana@demo.example",
    "phone": "555-0100", "organization": "Elm Street Club", "affiliation": "community",
    "category": "youth", "language": "es", "access_needs": "Seat near the door",
    "form_key": "0d3f7f0a-6a1b-4a8e-8e07-2f6a6f6b0d11",
}  # fmt: skip


def page(name, dialogue, *args):
    return reverse(f"dialogues:{name}", args=[dialogue.pk, *args])


@pytest.fixture
def ana(dialogue):
    return ParticipantFactory(
        dialogue=dialogue, name="Ana Demo", email="ana@demo.example", phone="555-0100",
        access_needs="Seat near the door", organization="Elm Street Club", category="youth",
    )  # fmt: skip


def title_of(response):
    return re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)[1]


def test_list_shows_gaps_first_and_then_the_list(liaison, dialogue, ana):
    words = liaison.get(page("participant-list", dialogue)).content.decode()
    assert words.index("categories have nobody on the list yet") < words.index("Ana Demo")
    assert "1 on the list · 0 invited · 0 coming" in words


def test_list_of_nobody_says_so(liaison, dialogue):
    assert "Nobody is on the list yet" in liaison.get(page("participant-list", dialogue)).content.decode()


@pytest.mark.parametrize("seat", [Seat.DESIGNER, Seat.NEUTRAL])
def test_other_seats_see_counts_and_the_reason(seat, dialogue, ana):
    client = signed_in(seated(dialogue, seat))
    words = client.get(page("participant-list", dialogue)).content.decode()
    assert "Only the liaison and the facilitator see who takes part." in words
    assert "1 on the list" in words
    assert not [secret for secret in SECRETS if secret in words]


def every_page(dialogue, person, session, invitation, upload):
    for name in ("participant-add", "participant-import", "participant-import-template"):
        yield page(name, dialogue)
    for name in ("participant-show", "participant-change", "participant-remove"):
        yield page(name, dialogue, person.pk)
    yield page("participant-import-preview", dialogue, upload.pk)
    yield page("session-access-needs", dialogue, session.pk)
    yield page("invitation-list", dialogue, session.pk)
    for name in ("invitation-again", "invitation-withdraw", "invitation-letter"):
        yield page(name, dialogue, session.pk, invitation.pk)


def test_pages_about_people_open_for_hosts_only(dialogue, ana, stranger, designer, liaison):
    session = SessionFactory(dialogue=dialogue)
    invitation = InvitationFactory(session=session, participant=ana)
    upload = ParticipantImportFactory(dialogue=dialogue, rows=[], problems=[])
    for address in every_page(dialogue, ana, session, invitation, upload):
        assert stranger.get(address).status_code == 404, address
        refused = designer.get(address)
        assert refused.status_code == 403, address
        assert not [secret for secret in SECRETS if secret in refused.content.decode()]
        assert liaison.get(address).status_code == 200, address


def test_pages_of_another_dialogue_do_not_exist(liaison, dialogue):
    other = ParticipantFactory()
    for name in ("participant-show", "participant-change", "participant-remove"):
        assert liaison.get(page(name, dialogue, other.pk)).status_code == 404
        assert liaison.get(page(name, other.dialogue, other.pk)).status_code == 404


def test_titles_and_addresses_name_nobody(liaison, dialogue, ana):
    session = SessionFactory(dialogue=dialogue)
    invitation = InvitationFactory(session=session, participant=ana)
    upload = ParticipantImportFactory(dialogue=dialogue, rows=[], problems=[])
    for address in every_page(dialogue, ana, session, invitation, upload):
        response = liaison.get(address)
        text = response.content.decode()
        links = re.findall(r'(?:href|action)="([^"]*)"', text)
        told = (title_of(response) if "<title>" in text else "") + " ".join(links) + address
        assert not [secret for secret in SECRETS if secret.split()[0] in told], address


def test_add_and_open_the_person(liaison, dialogue):
    response = liaison.post(page("participant-add", dialogue), FORM, follow=True)
    person = Participant.objects.get()
    assert response.request["PATH_INFO"] == page("participant-show", dialogue, person.pk)
    assert all(secret in response.content.decode() for secret in SECRETS)


def test_add_twice_adds_once_and_another_leads_back(liaison, dialogue):
    for _ in range(2):
        response = liaison.post(page("participant-add", dialogue), FORM | {"another": "yes"})
        assert response.url == page("participant-add", dialogue)
    assert Participant.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Write a name or a chosen name"),
        ({"naming": "alias"}, "Write the name they chose"),
        ({"email": "ana@"}, "not complete"),
        ({"name": "A" * 300}, "Use at most 120 characters; this has 300"),
        ({"name": "=1+1"}, "formula"),
        ({"category": "martians"}, "Choose one from the list"),
        ({"access_needs": "x" * 1001}, "Use at most 1000 characters"),
    ],
)
def test_mistakes_are_told_beside_the_field_and_nothing_is_lost(change, sentence, liaison, dialogue):
    response = liaison.post(page("participant-add", dialogue), FORM | change)
    words = response.content.decode()
    assert response.status_code == 200
    assert sentence in words
    assert "Seat near the door" in words or "access_needs" in change
    assert not Participant.objects.exists()


def test_an_address_that_is_there_already_is_told_beside_the_field(liaison, dialogue, ana):
    response = liaison.post(page("participant-add", dialogue), FORM | {"name": "Other Demo"})
    words = response.content.decode()
    assert "already on the list" in words
    assert 'id="id_email_error"' in words
    assert "Other Demo" in words


@pytest.mark.parametrize("name", ["أمل Demo", "Zoë 🌻", "A" * 120, "<script>alert(1)</script>"])
def test_names_of_all_kinds_are_shown_as_they_are(name, liaison, dialogue):
    response = liaison.post(page("participant-add", dialogue), FORM | {"name": name}, follow=True)
    assert response.context["participant"].name == name
    assert "<script>alert" not in response.content.decode()


def test_change_and_remove(liaison, dialogue, ana):
    changed = typed(liaison.get(page("participant-change", dialogue, ana.pk)), name="Anita Demo")
    response = liaison.post(page("participant-change", dialogue, ana.pk), changed)
    assert response.url == page("participant-show", dialogue, ana.pk)
    ana.refresh_from_db()
    assert ana.name == "Anita Demo"
    response = liaison.post(page("participant-remove", dialogue, ana.pk), follow=True)
    assert "erased" in response.content.decode()
    assert not Participant.objects.exists()


def test_two_people_changing_one_person_both_keep_their_words(liaison, dialogue, ana):
    address = page("participant-change", dialogue, ana.pk)
    mine = typed(liaison.get(address), phone="555-0101", organization="Mine (demo)")
    theirs = typed(liaison.get(address), phone="555-0199", access_needs="Quiet way in")
    assert liaison.post(address, theirs).status_code == 302
    told = liaison.post(address, mine)
    words = told.content.decode()
    assert told.status_code == 409
    for expected in ("Someone else saved first", "555-0199", "555-0101", "Mine (demo)", "Theirs is kept"):
        assert expected in words
    assert liaison.post(address, typed(told)).status_code == 302
    ana.refresh_from_db()
    assert (ana.phone, ana.organization) == ("555-0101", "Mine (demo)")
    assert (ana.access_needs, ana.version) == ("Quiet way in", 3)


def test_find_sends_words_by_post_only(liaison, dialogue, ana):
    ParticipantFactory(dialogue=dialogue, name="Bo Demo")
    words = liaison.post(page("participant-find", dialogue), {"words": "ana"}).content.decode()
    assert "Ana Demo" in words
    assert "Bo Demo" not in words
    assert liaison.get(page("participant-find", dialogue) + "?words=ana").status_code == 302
    none = liaison.post(page("participant-find", dialogue), {"words": "zzz"}).content.decode()
    assert "Nobody on the list has “zzz”" in none


def test_long_lists_come_in_pages_without_names_in_addresses(liaison, dialogue):
    ParticipantFactory.create_batch(120, dialogue=dialogue)
    address, seen = page("participant-list", dialogue), set()
    for _ in range(3):
        response = liaison.get(address)
        people = response.context["page"].people
        seen |= {person.pk for person in people}
        after = response.context["page"].next_after
        address = f"{page('participant-list', dialogue)}?after={after}"
    assert after is None
    assert len(seen) == 120
    for nonsense in ("x", "-1", "999999999999999999999", "٣"):
        assert liaison.get(page("participant-list", dialogue) + f"?after={nonsense}").status_code == 200


def test_the_list_costs_the_same_for_one_person_and_for_three(liaison, dialogue):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            liaison.get(page("participant-list", dialogue))
        return len(seen)

    session = SessionFactory(dialogue=dialogue)
    InvitationFactory(session=session)
    queries()
    one = queries()
    InvitationFactory.create_batch(2, session=session)
    assert queries() == one
    assert one <= 12


def upload_of(content, name="people.csv"):
    return {"upload": SimpleUploadedFile(name, content, content_type="text/csv")}


def test_import_shows_first_and_adds_on_the_button(liaison, dialogue):
    content = b"name,email,category\nAna Demo,ana@demo.example,Youth\nBo Demo,bo@,\n"
    shown = liaison.post(page("participant-import", dialogue), upload_of(content), follow=True)
    words = shown.content.decode()
    assert "1 person would be added" in words
    assert "Row 3:" in words
    assert "ana@demo.example" in words
    assert not Participant.objects.exists()
    upload = ParticipantImport.objects.get()
    done = liaison.post(page("participant-import-preview", dialogue, upload.pk), follow=True)
    assert "1 person is on the list now." in done.content.decode()
    again = liaison.post(page("participant-import-preview", dialogue, upload.pk))
    assert again.status_code == 302
    assert Participant.objects.count() == 1
    assert (
        "is no longer kept"
        in liaison.get(page("participant-import-preview", dialogue, upload.pk)).content.decode()
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Choose a file."),
        (b"", "This file is empty"),
        (b"a" * (10 * 1024 * 1024 + 1), "the most is 10.0"),
    ],
)
def test_files_that_cannot_be_read_at_all_are_told_on_the_form(content, sentence, liaison, dialogue):
    data = {} if content is None else upload_of(content)
    words = liaison.post(page("participant-import", dialogue), data).content.decode()
    assert sentence in words.replace("\xa0", " ")
    assert not ParticipantImport.objects.exists()


def test_discard_forgets_the_file(liaison, dialogue):
    upload = ParticipantImportFactory(dialogue=dialogue, rows=[], problems=[])
    liaison.post(page("participant-import-discard", dialogue, upload.pk))
    assert not ParticipantImport.objects.exists()


def test_template_can_be_filled_in_and_read(liaison, dialogue):
    template = liaison.get(page("participant-import-template", dialogue))
    assert template.headers["Content-Disposition"] == 'attachment; filename="people-template.csv"'
    shown = liaison.post(page("participant-import", dialogue), upload_of(template.content), follow=True)
    assert "1 person would be added" in shown.content.decode()


def test_export_is_for_the_liaison_and_by_post_only(liaison, dialogue, ana):
    address = page("participant-export", dialogue)
    assert liaison.get(address).status_code == 405
    content = liaison.post(address)
    assert "attachment" in content.headers["Content-Disposition"]
    assert b"ana@demo.example" in content.content
    facilitator = signed_in(seated(dialogue, Seat.FACILITATOR))
    assert facilitator.post(address).status_code == 403
    assert "Download the list" not in facilitator.get(page("participant-list", dialogue)).content.decode()


def test_access_needs_come_without_names(liaison, dialogue, ana):
    session = SessionFactory(dialogue=dialogue)
    InvitationFactory(session=session, participant=ana)
    Participant.objects.filter(pk=ana.pk).update(language="ase")
    words = liaison.get(page("session-access-needs", dialogue, session.pk)).content.decode()
    assert "Seat near the door" in words
    assert "American Sign Language" in words
    assert not re.search(r"[\s>]Ana\b", words)  # as a word: a random token on the page may have it


def test_a_person_shows_every_letter_with_its_state(liaison, dialogue, ana):
    session = SessionFactory(dialogue=dialogue)
    ana.contact_stopped_at = timezone.now()
    ana.save()
    InvitationFactory(session=session, participant=ana, answer="maybe")
    words = liaison.get(page("participant-show", dialogue, ana.pk)).content.decode()
    assert "Asked for no more letters" in words
    assert session.title in words
    assert "Not sure yet" in words
