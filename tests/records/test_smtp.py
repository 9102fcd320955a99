"""Composing one letter: exactly one recipient, whatever was typed into names and subjects."""

import time
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import settings as how_many
from hypothesis import strategies as st

from records import smtp
from records.registers import Attachment, Letter
from tests.records.mail_server import MailServer

HOSTILE = [
    "Ana\r\nBcc: other@example.test",
    "Ana\nBcc: other@example.test\n\nbody",
    "Ana\rTo: other@example.test",
    "Ana\u2028Bcc: other@example.test",
    "Ana\x0b\x0c\x85Bcc: other@example.test",
    "=?utf-8?q?Ana=0D=0ABcc:_other@example.test?=",
    '"Ana" <other@example.test>, x',
    "Ana\x00\r\n.\r\nMAIL FROM:<x@example.test>\r\nRCPT TO:<other@example.test>\r\n",
]


def letter(**changes: object) -> Letter:
    return Letter(**({"to": "demo@example.test", "subject": "Drill", "text": "Words.\n"} | changes))


def read(envelope: smtp.Envelope) -> EmailMessage:
    parsed = message_from_bytes(envelope.content, policy=policy.SMTP)
    assert isinstance(parsed, EmailMessage)
    return parsed


def goes_to_one(envelope: smtp.Envelope) -> None:
    mail = read(envelope)
    assert envelope.to == "demo@example.test"
    assert mail.get_all("To") == ["demo@example.test"]
    assert mail.get_all("Bcc") is None
    assert mail.get_all("Cc") is None
    assert [address.addr_spec for address in mail["From"].addresses] == [envelope.sender]
    assert len(mail.get_all("Subject")) == len(mail.get_all("Message-ID")) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_and_subjects_go_to_one_person(text: str) -> None:
    headers = {"List-Unsubscribe": text}
    goes_to_one(smtp.compose(letter(subject=text, from_name=text, headers=headers, text=text, html=text), 1))


@how_many(max_examples=300, deadline=None)
@given(subject=st.text(max_size=300), name=st.text(max_size=120), body=st.text(max_size=300))
def test_any_text_goes_to_one_person(subject: str, name: str, body: str) -> None:
    goes_to_one(smtp.compose(letter(subject=subject, from_name=name, text=body), 1))


def test_hostile_letters_arrive_once_each(server: MailServer) -> None:
    """The same through a real mail server: nobody else gets anything, and no second message begins."""
    with_deadline = time.monotonic() + 60
    relay = smtp.Relay()
    relay.reach()
    for number, text in enumerate(HOSTILE):
        envelope = smtp.compose(letter(subject=text, from_name=text, text=text), number)
        assert relay.deliver(envelope, deadline=with_deadline).result == "accepted"
    relay.leave()
    assert server.recipients() == ["demo@example.test"] * len(HOSTILE)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "demo",
        "demo@example.test, other@example.test",
        "Ana <demo@example.test>",
        "demo@example.test\nBcc: x@y.test",
    ],
)
def test_only_one_bare_address_is_written_to(address: str) -> None:
    with pytest.raises(smtp.BadLetter, match="ValidationError"):
        smtp.compose(letter(to=address), 1)


@pytest.mark.parametrize("name", ["Bcc", "to", "Message-ID", "X\r\nBcc", "", "Subject"])
def test_headers_that_are_not_a_rooms_to_set_are_refused(name: str) -> None:
    with pytest.raises(smtp.BadLetter):
        smtp.compose(letter(headers={name: "x"}), 1)


def test_a_letter_names_its_message_and_says_it_is_automatic() -> None:
    mail = read(smtp.compose(letter(headers={"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}), "abc"))
    assert mail["Message-ID"] == "<abc@convene.invalid>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_name_beside_our_own_address() -> None:
    mail = read(smtp.compose(letter(from_name="Demo Police, via Convene"), 1))
    assert mail["From"].addresses[0].display_name == "Demo Police, via Convene"
    assert mail["From"].addresses[0].addr_spec == "no-reply@convene.invalid"


def test_text_html_and_a_calendar_that_opens_everywhere() -> None:
    ics = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Reunión\r\nEND:VCALENDAR\r\n".encode()
    file = Attachment("cita – demo.ics", ics, "text/calendar; method=REQUEST; charset=UTF-8")
    mail = read(smtp.compose(letter(text="Hola, señora.\n", html="<p>Hola</p>", attachments=[file]), 1))
    kinds = [part.get_content_type() for part in mail.walk()]
    inside = ["text/plain", "text/html", "text/calendar"]
    assert kinds == ["multipart/mixed", "multipart/alternative", *inside, "text/calendar"]
    calendar, attached = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == attached.get_param("method") == "REQUEST"
    assert attached.get_payload(decode=True) == ics
    assert calendar.get_content().split() == ics.decode().split()
    assert attached.get_filename() == "cita – demo.ics"
    assert mail.get_body(("plain",)).get_content() == "Hola, señora.\r\n"


def test_a_plain_file_travels_as_it_is() -> None:
    content = bytes(range(256))
    mail = read(smtp.compose(letter(attachments=[Attachment("a.pdf", content, "application/pdf")]), 1))
    (part,) = mail.iter_attachments()
    assert (part.get_content_type(), part.get_payload(decode=True)) == ("application/pdf", content)


def test_an_address_in_another_script_is_spelled_for_mail_servers() -> None:
    assert smtp.compose(letter(to="demo@bücher.example"), 1).to == "demo@xn--bcher-kva.example"


def test_one_line_keeps_words() -> None:
    assert smtp.one_line("  a\r\n b\tc\x00d ") == "a b c d"
    assert smtp.one_line("x" * 50, 10) == "x" * 10


def test_out_of_reach_is_told_without_addresses(server: MailServer) -> None:
    server.stop()
    with pytest.raises(smtp.OutOfReach, match="ConnectionRefusedError") as told:
        smtp.Relay().reach()
    assert "@" not in str(told.value)
