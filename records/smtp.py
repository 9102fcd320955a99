"""How one letter leaves: composed as a message, handed to the mail server, answered in one of four words.

The one thing added to Django's and Python's own SMTP client is a deadline. A sender whose process was frozen
may wake up long after another sender took over its work; so between the server's 354 ("go ahead") and the body
it looks at the monotonic clock once more, and hangs up when its time is over. Nothing was accepted then.
"""

import re
import smtplib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.utils import formataddr, parseaddr
from typing import Any, Literal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email

from records.registers import Attachment, Letter

_NOT_ON_ONE_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z-]{1,60}")
_OURS = {"to", "cc", "bcc", "from", "sender", "subject", "message-id", "date", "return-path"}
_GO_AHEAD = 354
_LONGEST_SUBJECT = 200


class BadLetter(ValueError):
    """A letter that must not leave: no proper address, or a header that is not ours to set."""


class OutOfReach(Exception):
    """The mail server cannot be reached, or does not let us in. Nothing was said about any letter."""


class _TooLate(smtplib.SMTPException):
    """The sender's time was over before the body went out."""


@dataclass(frozen=True)
class Envelope:
    """A composed letter: who it is from, the one address it goes to, and every byte of it."""

    sender: str
    to: str
    content: bytes


@dataclass(frozen=True)
class Answer:
    """What became of one letter. `unknown` means that it may have been accepted."""

    result: Literal["accepted", "put_off", "refused", "unknown"]
    detail: str
    is_address_refused: bool = False


# --- composing ------------------------------------------------------------------------------------------


def message_id(key: object) -> str:
    """The Message-ID of a message: the same for every try, under the domain that the letters come from."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{key}@{domain}>"


def one_line(text: object, longest: int = 1000) -> str:
    """Text for a header: no line ends, so nothing starts a new header; no "=?", so nothing is decoded later."""
    words = " ".join(_NOT_ON_ONE_LINE.sub(" ", str(text)).split())
    return words.replace("=?", "= ?")[:longest]


def compose(letter: Letter, key: object) -> Envelope:
    """The letter, ready for exactly one address. Raises `BadLetter` when that cannot be made."""
    try:
        validate_email(letter.to)
        address = sanitize_address(letter.to, "utf-8")
        # Django's own message classes take the line end; their stubs do not know it.
        content = _email(letter, address, key).message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    except (ValidationError, ValueError) as wrong:  # ValueError: an encoding or a header that cannot be
        raise BadLetter(type(wrong).__name__) from wrong
    return Envelope(sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1], to=address, content=content)


def _email(letter: Letter, address: str, key: object) -> EmailMultiAlternatives:
    own = {"Message-ID": message_id(key), "Auto-Submitted": "auto-generated"}
    email = EmailMultiAlternatives(
        subject=one_line(letter.subject, _LONGEST_SUBJECT),
        body=letter.text,
        from_email=_sender(letter.from_name),
        to=[address],
        headers=_headers(letter.headers) | own,
    )
    if letter.html:
        email.attach_alternative(letter.html, "text/html")
    for attachment in letter.attachments:
        if _is_calendar_with_method(attachment):
            email.attach_alternative(attachment.content.decode(), _parameters(attachment.media_type))
        email.attach(_part(attachment))
    return email


def _sender(name: str) -> str:
    own_name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((one_line(name, 100) or own_name, address))


def _headers(extra: Mapping[str, str]) -> dict[str, str]:
    for name in extra:
        if not _HEADER_NAME.fullmatch(name) or name.lower() in _OURS:
            raise BadLetter(f"header {name!r}")
    return {name: one_line(value) for name, value in extra.items()}


def _is_calendar_with_method(attachment: Attachment) -> bool:
    kind, _, rest = attachment.media_type.partition(";")
    return kind.strip().lower() == "text/calendar" and "method=" in rest.lower()


def _parameters(media_type: str) -> str:
    """The media type without a charset, which the mail library writes itself."""
    return ";".join(part for part in media_type.split(";") if "charset=" not in part.lower()).strip()


def _part(attachment: Attachment) -> MIMEBase:
    kind, *parameters = (part.strip() for part in attachment.media_type.split(";"))
    maintype, _, subtype = kind.partition("/")
    part = MIMEBase(maintype, subtype or "octet-stream")
    for name, _, value in (parameter.partition("=") for parameter in parameters):
        part.set_param(one_line(name), one_line(value).strip('"'))
    if maintype == "text":
        part.set_param("charset", "utf-8")
    part.set_payload(attachment.content)
    encode_base64(part)
    name = one_line(attachment.name, 100)
    filename = name if name.isascii() else ("utf-8", "", name)
    part.add_header("Content-Disposition", "attachment", filename=filename)
    return part


# --- handing over ---------------------------------------------------------------------------------------


class _Careful:
    """Added to Python's SMTP client: looks at the clock after 354, and remembers that the body may have gone."""

    deadline: float = 0.0
    may_have_gone: bool = False

    def getreply(self) -> tuple[int, bytes]:
        code, text = super().getreply()  # type: ignore[misc]
        if code == _GO_AHEAD:
            if time.monotonic() > self.deadline:
                self.close()  # type: ignore[attr-defined]
                raise _TooLate
            self.may_have_gone = True
        return code, text


class _Client(_Careful, smtplib.SMTP):
    pass


class _ClientOverTls(_Careful, smtplib.SMTP_SSL):
    pass


class Relay(EmailBackend):
    """One connection to the mail server of EMAIL_URL, used for many letters."""

    _partial_connection: smtplib.SMTP | None  # Django's: opened, not yet signed in

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _ClientOverTls if self.use_ssl else _Client

    def reach(self) -> None:
        """Open the connection if it is not open. Raises `OutOfReach`."""
        try:
            self.open()
        except OSError as trouble:  # SMTPException is one too
            self.drop()
            raise OutOfReach(_in_short(trouble)) from trouble

    def drop(self) -> None:
        """Close the connection without a word about how that went."""
        for client in (self.connection, self._partial_connection):
            if client is not None:
                client.close()
        self.connection = self._partial_connection = None

    def leave(self) -> None:
        """Say goodbye properly."""
        try:
            self.close()
        except OSError:
            self.drop()

    def deliver(self, envelope: Envelope, *, deadline: float) -> Answer:
        """Hand one letter over, unless `deadline` (on the monotonic clock) passes before its body goes out."""
        client: Any = self.connection
        client.deadline, client.may_have_gone = deadline, False
        try:
            client.sendmail(envelope.sender, [envelope.to], envelope.content)
            answer = Answer("accepted", "250")
        except smtplib.SMTPRecipientsRefused as said:
            answer = _reply(next(iter(said.recipients.values()))[0], said, client)
        except smtplib.SMTPResponseException as said:
            answer = _reply(said.smtp_code, said, client)
        except _TooLate:
            answer = Answer("put_off", "out of time before the body")
        except OSError as trouble:
            answer = Answer("unknown" if client.may_have_gone else "put_off", _in_short(trouble))
            self.drop()
        if client.sock is None:  # closed under way, by us or by them
            self.drop()
        return answer


def _reply(code: int, said: Exception, client: Any) -> Answer:
    """2xx: taken. 4xx: later. 5xx: never, unless it is about ourselves as the sender, which somebody can mend.

    Anything else after the body is no answer at all.
    """
    detail = f"{type(said).__name__} {code}"
    if 200 <= code < 300:
        return Answer("accepted", detail)
    if 500 <= code < 600 and not isinstance(said, smtplib.SMTPSenderRefused):
        is_address = isinstance(said, smtplib.SMTPRecipientsRefused)
        return Answer("refused", detail, is_address_refused=is_address)
    is_clear = 400 <= code < 600 or not client.may_have_gone
    return Answer("put_off" if is_clear else "unknown", detail)


def _in_short(trouble: BaseException) -> str:
    """The kind of trouble, never its text: replies of mail servers repeat addresses."""
    cause = trouble.__cause__ or trouble.__context__ or trouble
    code = getattr(trouble, "smtp_code", "")
    return f"{type(trouble).__name__} {code or type(cause).__name__}"[:80]
