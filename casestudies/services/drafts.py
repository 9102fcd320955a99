"""Writing a case study: starting it, changing its parts, deciding on marked places, handing it in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, ReviewOrganization, User
from casestudies.choices import AuditKind, CaseState, KeepReason, Part
from casestudies.content import Body, spell_years
from casestudies.errors import DialogueNotFinished, DraftChangedMeanwhile, MarksOpen, PartsMissing
from casestudies.evidence import gaps
from casestudies.models import CaseStudy
from casestudies.permissions import may_change, may_write_about, may_write_for, may_write_for_organization
from casestudies.redaction import marks, undecided
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
    """Change one part. Refused when another window saved since `version`, and while others read the case."""
    may_change(by, study).require()
    if unknown := set(values) - PARTS[part]:
        raise ValueError(f"not in the part {part}: {sorted(unknown)}")
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
def decide(*, by: User, study: CaseStudy, reasons: Mapping[str, str]) -> CaseStudy:
    """Say why marked places stay: mark → one of `KeepReason`, or nothing to take the decision back."""
    may_change(by, study).require()
    row = _lock(study)
    check_writable(row.state)
    told = {mark.key: mark.text for mark in marks(row.body)}  # whoever is known only by name is never kept
    kept = {key: value for key, value in row.kept.items() if key in told}
    for key, reason in reasons.items():
        kept.pop(key, None)
        if key in told and reason in KeepReason.values:
            kept[key] = {"text": told[key], "reason": reason}
    if kept != row.kept:
        row.kept = kept
        row.save(update_fields=["kept"])
        record(by=by, study=row, kind=AuditKind.CASE_MARKS_KEPT, count=len(kept))
    return row


@transaction.atomic
def hand_in(*, by: User, study: CaseStudy) -> CaseStudy:
    """Ask for review. Refused while a part is missing or a marked place is undecided.

    It raises the version, so that a reviewer decides on what was handed in last and on nothing older.
    """
    may_change(by, study).require()
    row = _lock(study)
    check_move(row.state, CaseState.IN_REVIEW)
    if gaps(row.body):
        raise PartsMissing
    if undecided(row.body, row.kept, names=known_names(by, row)):
        raise MarksOpen
    row.state, row.handed_in_at, row.version = CaseState.IN_REVIEW, timezone.now(), row.version + 1
    row.save(update_fields=["state", "handed_in_at", "version"])
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


def _tidy(body: Body) -> Body:
    """Years as words, and no outcome that names a source which was taken out."""
    known = {row["key"] for row in body.get("sources", ())}
    outcomes = [
        row | {"sources": [key for key in row["sources"] if key in known]} for row in body.get("outcomes", ())
    ]
    years = spell_years(body.get("first_year"), body.get("last_year"))
    return body | {"outcomes": outcomes, "years": years}
