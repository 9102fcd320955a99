"""Writing a case study: starting it, changing its parts, deciding on marked places, handing it in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, ReviewOrganization, User
from casestudies.choices import AuditKind, CaseState, KeepReason, Part
from casestudies.content import Body, spell_years
from casestudies.errors import (
    ContactStays,
    DialogueNotFinished,
    DraftChangedMeanwhile,
    KeepingNeedsWords,
    MarksOpen,
    PartsMissing,
    TooManyMarks,
    YearAhead,
)
from casestudies.evidence import MOST_MARKS, Keeping, Mark, gaps, undecided
from casestudies.models import CaseStudy
from casestudies.permissions import may_change, may_write_about, may_write_for, may_write_for_organization
from casestudies.redaction import marks
from casestudies.services.events import record
from casestudies.summaries.drafts import known_names, what_is_known
from casestudies.workflows import check_move, check_writable
from dialogues.choices import Seat
from dialogues.models import Dialogue
from dialogues.permissions import seat_of

PARTS: dict[str, frozenset[str]] = {
    Part.ABOUT: frozenset(
        {
            "place", "state", "setting", "first_year", "last_year", "situation", "phases", "trigger",
            "trigger_kinds",
        }
    ),
    Part.WORK: frozenset({"conveners", "format", "formats", "people", "numbers", "done"}),
    Part.SOURCES: frozenset({"sources"}),
    Part.OUTCOMES: frozenset({"outcomes"}),
    Part.LESSONS: frozenset({"difficulties", "lessons"}),
}  # fmt: skip


@transaction.atomic
def start_from_dialogue(*, by: User, dialogue: Dialogue, form_key: UUID | None = None) -> CaseStudy:
    """Start a case of a finished dialogue, filled in from its joint facts. The same form sent again starts none.

    The liaison writes for the agency, a reviewer for the organization that watches it.
    """
    may_write_about(by, dialogue).require()
    known = what_is_known(dialogue)
    if not known.is_finished:
        raise DialogueNotFinished
    seat = seat_of(by, dialogue)
    is_liaison = seat is not None and seat.seat == Seat.LIAISON
    writer: dict[str, Any] = (
        {"agency": dialogue.agency} if is_liaison else {"organization": _watching(by, dialogue)}
    )
    return _start(by, form_key, body=known.body, dialogue=dialogue, **writer)


@transaction.atomic
def start_blank(
    *,
    by: User,
    writer: Agency | ReviewOrganization,
    form_key: UUID | None = None,
) -> CaseStudy:
    """Start an empty case, for an agency in which the person is liaison or for their review organization."""
    if isinstance(writer, Agency):
        may_write_for(by, writer).require()
        return _start(by, form_key, agency=writer, body={"state": writer.state})
    may_write_for_organization(by, writer).require()
    return _start(by, form_key, organization=writer, body={})


@transaction.atomic
def change(*, by: User, study: CaseStudy, version: int, part: str, values: Mapping[str, Any]) -> CaseStudy:
    """Change one part. Refused when another window saved since `version`, and while others read the case.

    A year after this one is refused as well.
    """
    may_change(by, study).require()
    if unknown := set(values) - PARTS[part]:
        raise ValueError(f"not in the part {part}: {sorted(unknown)}")
    _check_years(values)
    row = _lock(study)
    check_writable(row.state)
    body = _tidy(row.body | dict(values))
    if body == row.body:
        return row
    if row.version != version:
        raise DraftChangedMeanwhile
    row.body, row.version = body, row.version + 1
    row.save(update_fields=["body", "version"])
    record(by=by, study=row, kind=AuditKind.CASE_CHANGED, part=str(Part(part).label))
    return row


@transaction.atomic
def decide(*, by: User, study: CaseStudy, reasons: Mapping[str, Keeping]) -> CaseStudy:
    """Say why marked places stay: mark → reason and words, or nothing to take the decision back.

    Refused for contacts, and without words. What the finder does not mark (any more) is passed over.
    """
    may_change(by, study).require()
    row = _lock(study)
    check_writable(row.state)
    found = {
        mark.key: mark for mark in marks(row.body)
    }  # a known name is marked by no pattern, and never kept
    kept = {key: value for key, value in row.kept.items() if key in found and found[key].may_stay}
    for key, keeping in reasons.items():
        kept.pop(key, None)
        if key in found and keeping.reason in KeepReason.values:
            kept[key] = _keep(found[key], keeping)
    if kept != row.kept:
        row.kept = kept
        row.save(update_fields=["kept"])
        record(by=by, study=row, kind=AuditKind.CASE_MARKS_KEPT, count=len(kept))
    return row


@transaction.atomic
def hand_in(*, by: User, study: CaseStudy) -> CaseStudy:
    """Ask for review. Refused while a part is missing, a marked place is undecided, or the page shows not all of them.

    It raises the version, so that a reviewer decides on what was handed in last and on nothing older.
    """
    may_change(by, study).require()
    row = _lock(study)
    check_move(row.state, CaseState.IN_REVIEW)
    if gaps(row.body):
        raise PartsMissing
    _check_years(row.body)
    found = marks(row.body, names=known_names(by, row))
    if len(found) > MOST_MARKS:
        raise TooManyMarks
    if undecided(found, row.kept):
        raise MarksOpen
    row.kept = {mark.key: row.kept[mark.key] for mark in found}  # what the reviewer looks at, and no more
    row.state, row.handed_in_at, row.version = CaseState.IN_REVIEW, timezone.now(), row.version + 1
    row.save(update_fields=["state", "handed_in_at", "kept", "version"])
    record(by=by, study=row, kind=AuditKind.CASE_HANDED_IN)
    return row


@transaction.atomic
def revise(*, by: User, study: CaseStudy) -> CaseStudy:
    """Begin a new version of a published case; what was published stays readable."""
    may_change(by, study).require()
    row = _lock(study)
    check_move(row.state, CaseState.DRAFT)
    row.state, row.version = CaseState.DRAFT, row.version + 1
    row.save(update_fields=["state", "version"])
    record(by=by, study=row, kind=AuditKind.CASE_REVISED)
    return row


def _keep(mark: Mark, keeping: Keeping) -> dict[str, str]:
    if mark.is_contact:
        raise ContactStays
    words = " ".join(keeping.words.split())
    if not words:
        raise KeepingNeedsWords
    return {"text": mark.text, "reason": keeping.reason, "words": words}


def _start(by: User, form_key: UUID | None, **values: Any) -> CaseStudy:
    study, is_new = CaseStudy.objects.get_or_create(
        form_key=form_key or uuid4(), author=by, defaults={"started_at": timezone.now(), **values}
    )
    if is_new:
        record(by=by, study=study, kind=AuditKind.CASE_STARTED)
    return study


def _watching(by: User, dialogue: Dialogue) -> ReviewOrganization:
    organizations = ReviewOrganization.objects.filter(memberships__user=by, agencies=dialogue.agency_id)
    return organizations.order_by("name")[0]


def _lock(study: CaseStudy) -> CaseStudy:
    row = CaseStudy.objects.select_for_update(of=("self",)).select_related(
        "agency", "organization", "dialogue"
    )
    return row.get(pk=study.pk)


def _check_years(values: Mapping[str, Any]) -> None:
    this_year = timezone.localdate().year
    if any((values.get(name) or 0) > this_year for name in ("first_year", "last_year")):
        raise YearAhead


def _tidy(body: Body) -> Body:
    """Years as words, and no outcome that names a source which was taken out."""
    known = {row["key"] for row in body.get("sources", ())}
    outcomes = [
        row | {"sources": [key for key in row["sources"] if key in known]} for row in body.get("outcomes", ())
    ]
    years = spell_years(body.get("first_year"), body.get("last_year"))
    return body | {"outcomes": outcomes, "years": years}
