"""Recipients whose mail came back: noted by reference, told to the record, cleared by a person."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from records.actors import SYSTEM
from records.models import AuditEvent, Bounce, Message
from records.services import bounces, dispatch
from records.smtp import message_id
from tests.records.mail_server import MailServer

pytestmark = pytest.mark.django_db

Post = Callable[..., Message]


def report(message: Message, status: str = "5.1.1", recipient: str = "someone@example.test") -> bytes:
    """A delivery report as mail servers write it."""
    told = EmailMessage()
    told["Subject"] = "Undelivered mail"
    told.set_content("It did not arrive.")
    raw = told.as_bytes().partition(b"\n\n")[0].replace(b"text/plain", b"multipart/report; boundary=cut")
    machine = f"Reporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; {recipient}\nStatus: {status}\n"
    original = f"Message-ID: {message_id(message.pk)}\nSubject: Reminder\n"
    parts = [b"--cut\nContent-Type: message/delivery-status\n\n" + machine.encode()]
    parts.append(b"--cut\nContent-Type: text/rfc822-headers\n\n" + original.encode())
    return raw + b"\n\n" + b"\n".join(parts) + b"\n--cut--\n"


def test_note_is_kept_once_and_told_once(post: Post) -> None:
    message = post(dialogue_id=5)
    for _ in range(2):
        bounces.note(message=message, status="SMTPRecipientsRefused 550")
    assert Bounce.objects.get().recipient == "participant:1"
    event = AuditEvent.objects.get()
    assert (event.kind, event.dialogue_id, event.details) == ("letter_returned", 5, {})


def test_report_stops_further_mail(server: MailServer, post: Post) -> None:
    """F21: the server took it and it came back later; nothing more goes to that person."""
    first = post()
    dispatch.send_due()
    assert bounces.note_report(report=report(first))
    later = post()
    dispatch.send_due()
    later.refresh_from_db()
    assert (later.state, later.reason) == ("dead", dispatch.CAME_BACK)
    assert len(server.arrived) == 1


def test_report_of_a_delay_changes_nothing(post: Post) -> None:
    assert not bounces.note_report(report=report(post(), status="4.4.7"))
    assert not Bounce.objects.exists()


@pytest.mark.parametrize(
    "text", [b"", b"hello", b"Message-ID: <00000000-0000-0000-0000-000000000000@x>\n\nhi"]
)
def test_report_about_something_else_changes_nothing(post: Post, text: bytes) -> None:
    post()
    assert not bounces.note_report(report=text)
    assert not Bounce.objects.exists()


def test_report_can_only_stop_mail_to_whoever_got_the_letter(post: Post) -> None:
    """A forger who got one letter names somebody else as the failed recipient."""
    own = post(recipient="participant:66")
    assert bounces.note_report(report=report(own, recipient="participant-1@example.test"))
    assert bounces.is_noted("participant:66")
    assert not bounces.is_noted("participant:1")


def test_clear_lets_mail_go_again(server: MailServer, post: Post) -> None:
    bounces.note(message=post(state="dead"), status="550")
    bounces.clear(by=SYSTEM, recipient="participant:1")
    bounces.clear(by=SYSTEM, recipient="participant:1")
    post()
    assert dispatch.send_due() == {"sent": 1}
    assert AuditEvent.objects.filter(kind="bounce_cleared").count() == 1
