"""Putting a version into the library: the row that is searched, and the version that never changes."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils import translation
from django.utils.text import slugify

from accounts.models import User
from casestudies.choices import Trigger
from casestudies.content import Body, digest_of
from casestudies.models import CaseStudy, CaseVersion, PublishedCase
from dialogues.choices import DialogueFormat

MOST_WORDS = 20_000
NOT_WITHDRAWN = {"withdrawal_kind": "", "withdrawal_reason": ""}


def put(
    *,
    key: str,
    body: Body,
    now: datetime,
    study: CaseStudy | None = None,
    writer: str = "",
    reviewed_by: User | None = None,
) -> CaseVersion:
    """Publish `body` as the next version of the case with this key. A withdrawn case stands in the library again.

    Called within the transaction of the service that decided so. Hidden versions stay hidden.
    """
    case = PublishedCase.objects.select_for_update().filter(key=key).first()
    number = case.number + 1 if case else 1
    values = _columns(body) | {"number": number, "withdrawn_at": None} | NOT_WITHDRAWN
    if case is None:
        case = PublishedCase.objects.create(key=key, study=study, published_at=now, **values)
    else:
        for name, value in values.items():
            setattr(case, name, value)
        case.save(update_fields=list(values))
    return CaseVersion.objects.create(
        case=case,
        number=number,
        body=body,
        digest=digest_of(body),
        writer=writer,
        published_at=now,
        reviewed_by=reviewed_by,
    )


def renew_words() -> int:
    """Search every case by what the program reads of it now: `words` is derived, no version changes. Says how many."""
    newest = CaseVersion.objects.filter(number=F("case__number")).select_related("case")
    stale = []
    for version in newest.iterator():
        case, words = version.case, _words(version.body)[:MOST_WORDS]
        if case.words != words:
            case.words = words
            stale.append(case)
    PublishedCase.objects.bulk_update(stale, ["words"], batch_size=500)
    return len(stale)


def wait_in_line() -> None:
    """One at a time until the transaction ends: two that publish at once must not choose one address or number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('casestudies.publishing'))")


def new_key(body: Body) -> str:
    """An address that says place, state and year. Keys of files hold no “-”, so the two never meet."""
    wait_in_line()
    plain = slugify(f"{body['place'][:50]}-{body['state']}-{body['first_year']}")
    taken = set(PublishedCase.objects.filter(key__startswith=plain).values_list("key", flat=True))
    return next(key for key in _numbered(plain) if key not in taken)


def _numbered(plain: str) -> Any:
    yield plain
    number = 2
    while True:
        yield f"{plain}-{number}"
        number += 1


def _columns(body: Body) -> dict[str, Any]:
    """What is searched and filtered, out of the body."""
    return {
        "place": body["place"][:120],
        "state": body["state"],
        "setting": body["setting"],
        "years": body["years"][:60],
        "first_year": body["first_year"],
        "situation": body["situation"][:400],
        "trigger": body["trigger"][:400],
        "format": body["format"][:400],
        "phases": body["phases"],
        "trigger_kinds": body["trigger_kinds"],
        "formats": body["formats"],
        "strengths": sorted({row["strength"] for row in body["outcomes"]}),
        "tells_what_failed": bool(body["difficulties"]),
        "did_not_work_out": _failed(body),
        "people": body["people"],
        "words": _words(body)[:MOST_WORDS],
    }


def _failed(body: Body) -> bool:
    """Every outcome of the case is one that did not work out."""
    return bool(body["outcomes"]) and all(row.get("failed") for row in body["outcomes"])


def _words(body: Body) -> str:
    lines = [*body["conveners"], *body["done"], *body["difficulties"], *body["lessons"]]
    lines += [row["text"] for row in body["outcomes"]]
    lines += [f"{row['figure']} {row['meaning']}" for row in body["numbers"]]
    with translation.override("en"):  # cases are written, and searched, in English
        lines += [str(Trigger(key).label) for key in body["trigger_kinds"] if key in Trigger]
        lines += [str(DialogueFormat(key).label) for key in body["formats"] if key in DialogueFormat]
    return "\n".join(lines)
