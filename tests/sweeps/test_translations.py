"""Everything that a participant or a stranger meets is written in Spanish too, and says the same with its parts."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation

from dialogues import emails
from dialogues.models import Commitment, Invitation
from dialogues.services import surveys
from planning.choices import Version
from planning.exports.agendas import agenda_section
from planning.models import Agenda, AgendaBlock
from tests.factories.dialogues import SessionFactory
from tests.factories.participants import InvitationFactory, token_of
from tests.factories.planning import printed
from tests.sweeps.words import ROOT, Message, messages_of

# What people without an account see. Staff pages may fall back to English; these may not.
FOR_EVERYONE = (
    "planning/exports/parts.py",
    "templates/400.html",
    "templates/403.html",
    "templates/403_csrf.html",
    "templates/404.html",
    "templates/429.html",
    "templates/500.html",
    "templates/accounts/joining",
    "templates/accounts/passwords",
    "templates/accounts/sign_in",
    "templates/bare.html",
    "templates/base.html",
    "templates/casestudies",
    "templates/components",
    "templates/dialogues/commitments/_facts.html",
    "templates/dialogues/commitments/_history.html",
    "templates/dialogues/commitments/_lists.html",
    "templates/dialogues/commitments/_row.html",
    "templates/dialogues/commitments/_status.html",
    "templates/dialogues/public",
    "templates/dialogues/replies",
    "templates/dialogues/surveys",
    "templates/emails",
    "templates/pages",
    "templates/pdf/agenda_participant.html",
    "templates/pdf/base.html",
    "templates/pdf/facts_handout.html",
    "templates/pdf/parts/ground_rules.html",
    "templates/pdf/parts/name_tags.html",
    "templates/pdf/parts/next_date.html",
    "templates/pdf/parts/resources.html",
    "templates/pdf/parts/sign_in.html",
    "templates/pdf/parts/survey.html",
    "templates/pdf/parts/table_cards.html",
    "templates/pdf/case.html",
    "templates/refused.html",
    "templates/resident.html",
    "templates/uswds",
    "accounts/errors.py",
    "accounts/forms/fields.py",
    "accounts/forms/sign_in.py",
    "casestudies/choices.py",
    "dialogues/choices",
    "casestudies/errors.py",
    "casestudies/exports.py",
    "casestudies/summaries/library.py",
    "dialogues/emails",
    "dialogues/errors.py",
    "dialogues/forms/base.py",
    "dialogues/forms/fields.py",
    "dialogues/forms/public.py",
    "dialogues/forms/replies.py",
    "dialogues/forms/surveys.py",
    "dialogues/summaries/replies.py",
    "dialogues/summaries/surveys.py",
    "dialogues/views/public.py",
    "dialogues/views/replies.py",
    "dialogues/views/surveys.py",
    "records/errors.py",
    "records/templatetags",
    "records/timing.py",
)
FILES = sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%n|(?<![%\w])%[sd]|\{\w*\}|<[^>]+>")
# Small words that no Spanish sentence holds, and no name in these tests.
ENGLISH = re.compile(
    r"\b(the|and|you|your|with|this|that|is|are|of|not|will|be|from|have|was|were|it)\b", re.IGNORECASE
)
AVOIDED = re.compile(
    r"\b(por favor|exitosamente|con éxito|usuarios?|asistentes|tú|tus?|vosotros)\b|[!¡]", re.IGNORECASE
)
ORIGIN = "http://127.0.0.1:8000"


def sources(place: str) -> list[Path]:
    path = ROOT / place
    assert path.exists(), place
    return sorted(
        file
        for file in (path.rglob("*") if path.is_dir() else [path])
        if file.suffix in {".py", ".html", ".txt"}
    )


@pytest.fixture(scope="module")
def spanish() -> dict[Message, polib.POEntry]:
    words = polib.pofile(str(ROOT / "locale/es/LC_MESSAGES/django.po"))
    return {(entry.msgid, entry.msgctxt or ""): entry for entry in words}


@pytest.mark.parametrize("place", FOR_EVERYONE)
def test_everything_for_participants_is_in_spanish(place, spanish):
    missing = []
    for file in sources(place):
        for message in messages_of(file):
            entry = spanish.get((message.singular, message.context))
            if entry is None or not entry.translated():
                missing.append(f"{file.relative_to(ROOT)}: {message.singular}")
    assert not missing, "run `make messages`, then translate in locale/es:\n" + "\n".join(missing)


def forms_of(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each translation with the English form it has to agree with."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid_plural, form) for form in entry.msgstr_plural.values()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_placeholders_agree(path):
    wrong = []
    for entry in polib.pofile(str(path)).translated_entries():
        for english, own in forms_of(entry):
            asked, given = set(PLACEHOLDER.findall(english)), set(PLACEHOLDER.findall(own))
            # "One person answered" needs no number; a placeholder that nobody fills breaks the page.
            if given != asked and not (entry.msgid_plural and given <= asked):
                wrong.append(f"{entry.msgid!r} → {own!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_the_file_holds_no_guess_no_name_and_no_date(path):
    words = polib.pofile(str(path))
    assert not [entry.msgid for entry in words if entry.fuzzy or entry.obsolete]
    assert not {"POT-Creation-Date", "Last-Translator", "Language-Team"} & set(words.metadata)
    assert not [line for entry in words for _file, line in entry.occurrences if line]


def test_spanish_is_written_as_people_are_spoken_to(spanish):
    """Usted, without commands shouted or begged: the same rules as for English."""
    said = [form for entry in spanish.values() for _english, form in forms_of(entry)]
    assert not [form for form in said if AVOIDED.search(form)]


# --- as it reaches people --------------------------------------------------------------------------------


@pytest.fixture
def invitation(db, settings) -> Invitation:
    """Someone who reads Spanish, invited to a session whose own words are Spanish: what is English is ours."""
    settings.PUBLIC_ORIGIN = ORIGIN
    session = SessionFactory(
        title="Foro para escuchar",
        venue="Biblioteca Demo",
        address="Calle Ejemplo 100",
        arrival="Entrada por el lado este",
        access="Cuidado de niños",
        languages=["en", "es"],
        dialogue__title="Mesa de vecinos",
        dialogue__purpose="Vecinos y oficiales se escuchan.",
        dialogue__agency__name="Policía Demo",
        dialogue__agency__public_contact="Oficina Demo, 555-0100",
    )
    return InvitationFactory(session=session, participant__name="Ana Demo", participant__language="es")


def english_in(html: str, spanish: dict[Message, polib.POEntry]) -> list[str]:
    """English sentences of ours, and English words of anyone, in what a person reads."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    told = re.findall(r'\b(?:aria-label|alt|data-trouble|data-close|placeholder)="([^"]*)"', text)
    text = " ".join(unescape(" ".join([re.sub(r"<[^>]+>", " ", text), *told])).split())
    text = re.sub(r"https?://\S+|\S+@\S+", " ", text)
    ours = [
        entry.msgid
        for entry in spanish.values()
        if len(entry.msgid.split()) > 2 and entry.msgid != entry.msgstr and entry.msgid in text
    ]
    return ours + [text[max(0, found.start() - 30) : found.end() + 30] for found in ENGLISH.finditer(text)]


def browser() -> Client:
    return Client(headers={"accept-language": "es-US,es;q=0.9"})


def test_the_invitation_and_what_follows_from_it(invitation, spanish):
    client = browser()
    client.get(f"/i/{token_of(invitation)}/")
    seen = [client.get(path) for path in ("/rsvp/", "/rsvp/access/", "/i/nothing/", "/nowhere/")]
    seen += [client.post("/rsvp/", {"answer": "", "naming": "alias", "alias": ""})]
    seen += [client.post("/rsvp/", {"answer": "yes", "naming": "number", "alias": ""}, follow=True)]
    seen += [client.get(emails.invitation(invitation).headers["List-Unsubscribe"][1:-1].removeprefix(ORIGIN))]
    for answer in seen:
        html = answer.content.decode()
        assert '<html lang="es"' in html
        assert not english_in(html, spanish), answer.request["PATH_INFO"]


def test_the_survey(invitation, spanish):
    client = browser()
    surveys.issue_ticket(session=invitation.session, token="a-token-for-one-sheet")
    client.get("/s/a-token-for-one-sheet/")
    pages = [client.get("/survey/"), client.post("/survey/", {"item_heard": "9"})]
    pages += [client.post("/survey/", {"item_heard": "4"}, follow=True), browser().get("/s/other/")]
    for answer in pages:
        assert not english_in(answer.content.decode(), spanish)


def test_the_public_commitments(invitation, spanish):
    dialogue, today = invitation.session.dialogue, timezone.localdate()
    dialogue.commitments_published_at = timezone.now()
    dialogue.commitments_published_by = invitation.invited_by
    dialogue.save()
    for status, reason in (("not_started", ""), ("done", ""), ("dropped", "Sin fondos")):
        kept = Commitment.objects.create(
            dialogue=dialogue, text="Decir el motivo", owner="Jefatura", partner="Vecinos", measure="Tarjeta",
            made_on=today - timedelta(days=40), first_due_on=today - timedelta(days=9), due_on=today,
            status=status, drop_reason=reason,
        )  # fmt: skip
    address = f"/commitments/{dialogue.public_id}/"
    for path in ("/commitments/", "/commitments/?words=zzz", address, f"{address}{kept.pk}/"):
        html = browser().get(path).content.decode()
        assert "Mesa de vecinos" in html or "zzz" in path
        assert not english_in(html, spanish), path


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in/",
        "/password/forgotten/",
        "/password/asked/",
        "/signed-out/",
        "/privacy/",
        "/accessibility/",
    ],
)
def test_the_pages_for_strangers(db, path, spanish):
    answer = browser().get(path)
    assert answer.status_code == 200
    assert not english_in(answer.content.decode(), spanish)


def test_the_sources_are_named_in_the_language_they_are_in(db, spanish):
    """Titles of English pages stay English, and say so to whoever has the page read aloud."""
    html = browser().get("/sources/").content.decode()
    words = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', " ", html, flags=re.DOTALL)
    assert words.count("<li>") == html.count("<li>")
    assert not english_in(words, spanish)


def test_every_letter(invitation, spanish):
    session, person = invitation.session, invitation.participant
    letters = [emails.invitation(invitation), emails.invitation_withdrawn(invitation)]
    for answer in ("none", "yes", "maybe", "no"):
        invitation.answer = answer
        letters += [emails.confirmation(invitation, had_entry=True), emails.session_reminder(invitation)]
        letters += [emails.session_moved(invitation), emails.session_cancelled(invitation)]
    letters += [emails.session_thanks(session, person, invitation, survey_address=f"{ORIGIN}/s/x/")]
    for letter in letters:
        assert not english_in(f"{letter.subject}\n{letter.text}", spanish), letter.subject
        assert '<html lang="es"' in letter.html
        for file in letter.attachments:
            assert "SUMMARY:Conversación" in file.content.decode()


def test_the_participants_paper(invitation, spanish):
    agenda = Agenda.objects.create(
        session=invitation.session,
        ground_rules="Escuchar.",
        welcome="Hola.",
        changed_at=timezone.now(),
        changed_by=invitation.invited_by,
    )
    AgendaBlock.objects.create(agenda=agenda, position=1, title="Opening", title_es="Apertura", minutes=10)
    with translation.override("es"):
        html = agenda_section(printed(agenda), version=Version.PARTICIPANT, language="es").html
    assert "Apertura" in html
    assert not english_in(html, spanish)


def test_the_compiled_words_are_there():
    """Made by setup from the file beside it; without it every page would be English."""
    assert settings.LOCALE_PATHS
    with translation.override("es"):
        assert translation.gettext("Send my answer") == "Enviar mi respuesta"


def test_words_are_marked_under_names_that_are_gathered():
    """`make messages` knows `_` and Django's own names; a sentence under another name would stay in English."""
    renamed = re.compile(r"import n?p?gettext(?:_lazy)? as (?!_$)\w+", re.MULTILINE)
    found = [
        str(path.relative_to(ROOT))
        for room in (
            "accounts",
            "casestudies",
            "config",
            "dialogues",
            "history",
            "planning",
            "readiness",
            "records",
        )
        for path in (ROOT / room).rglob("*.py")
        if renamed.search(path.read_text())
    ]
    assert found == []
