"""Before anyone is invited: answering the checks, going ahead all the same, doing something else instead."""

from collections.abc import Collection
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues import permissions
from dialogues.choices.gate import CheckAnswer, GateAuditKind, GateDecisionKind
from dialogues.content import gate as content
from dialogues.content.gate import Check
from dialogues.errors import (
    ChangedMeanwhile,
    DialogueClosed,
    GateChanged,
    GoAheadNotNeeded,
    NotReadyToMeet,
    ReasonMissing,
)
from dialogues.models import Dialogue, GateAnswer, GateDecision
from dialogues.summaries.gate import GateStanding
from records.errors import FormUsedElsewhere
from records.services import audit

EXPLAINED = frozenset({CheckAnswer.NOT_YET, CheckAnswer.DOES_NOT_APPLY})


@transaction.atomic
def answer(
    *, by: User, dialogue: Dialogue, check: Check, answer: str, note: str = "", version: int = 0
) -> GateAnswer:
    """Say how one check stands; `version` is the answer the person saw, 0 for none. Who differs is told.

    A decision to go ahead ends when a blocking check that was settled is open again.
    """
    permissions.may_answer_gate(by, dialogue).require()
    _require_answerable(dialogue, check, answer)
    note = note.strip()
    if answer == CheckAnswer.DOES_NOT_APPLY and not note:
        raise ReasonMissing
    row_of = lock(dialogue)
    row = row_of.gate_answers.filter(check_key=check.key).first()
    if row is not None and (row.answer, row.note) == (answer, note):
        return row
    if (row.version if row else 0) != version:
        raise ChangedMeanwhile
    before = row.answer if row else ""
    row = row or GateAnswer(dialogue=row_of, check_key=check.key, version=0)
    row.answer, row.note = answer, note
    row.answered_at, row.answered_by = timezone.now(), by
    row.version += 1
    row.save()
    _record_answer(by, row_of, check, row)
    if check.is_blocking(row_of.gate_phase) and answer == CheckAnswer.NOT_YET and before not in {"", answer}:
        _end_going_ahead(by, row_of, GateAuditKind.GO_AHEAD_ENDED, question=check.title)
    return row


@transaction.atomic
def go_ahead(
    *, by: User, dialogue: Dialogue, reason: str, seen: Collection[str], form_key: UUID | None = None
) -> GateDecision:
    """Invite although blocking checks are open. The reason stays in the record, with the name.

    The decision is about the open checks that the person saw (`seen`), and about no others.
    """
    permissions.may_go_ahead(by, dialogue).require()
    if not reason.strip():
        raise ReasonMissing
    row = lock(dialogue)
    if known := _known(row, GateDecisionKind.GO_AHEAD, form_key):
        return known
    standing = GateStanding.of(row)
    if not standing.verdict.is_not_yet:
        raise GoAheadNotNeeded
    if set(seen) != set(standing.verdict.blocking):
        raise GateChanged
    now = timezone.now()
    row.gate_decisions.going_ahead().update(ended_at=now, ended_by=by)
    decision = row.gate_decisions.create(
        kind=GateDecisionKind.GO_AHEAD,
        reason=reason.strip(),
        covers=list(standing.verdict.blocking),
        decided_at=now,
        decided_by=by,
        form_key=form_key or uuid4(),
    )
    count = len(decision.covers)
    _record(by, row, GateAuditKind.GONE_AHEAD, count=count, reason=decision.reason, checks=decision.covers)
    return decision


@transaction.atomic
def do_instead(
    *, by: User, dialogue: Dialogue, alternative: str, reason: str = "", form_key: UUID | None = None
) -> GateDecision:
    """Record what is done instead of a meeting. It invites nobody and ends nothing."""
    permissions.may_do_instead(by, dialogue).require()
    chosen = content.alternative_named(alternative)
    if chosen is None:
        raise ValueError(f"not an alternative of the gate: {alternative}")
    row = lock(dialogue)
    if known := _known(row, GateDecisionKind.INSTEAD, form_key):
        return known
    decision = row.gate_decisions.create(
        kind=GateDecisionKind.INSTEAD,
        alternative=chosen.key,
        reason=reason.strip(),
        decided_at=timezone.now(),
        decided_by=by,
        form_key=form_key or uuid4(),
    )
    _record(by, row, GateAuditKind.DONE_INSTEAD, instead=chosen.title, reason=decision.reason)
    return decision


@transaction.atomic
def end_going_ahead(*, by: User, dialogue: Dialogue) -> None:
    """Phase or incident changed, so what somebody went ahead with is no longer what is asked."""
    _end_going_ahead(by, dialogue, GateAuditKind.GO_AHEAD_OUTDATED)


def lock(dialogue: Dialogue) -> Dialogue:
    """The dialogue’s row, locked: who answers and who invites at the same moment wait for each other here.

    Anyone who also locks a session takes this row first.
    """
    rows = Dialogue.objects.select_for_update(no_key=True, of=("self",)).select_related("agency")
    row = rows.get(pk=dialogue.pk)
    if not row.is_open:
        raise DialogueClosed
    return row


def require_ready(dialogue: Dialogue) -> None:
    """Refuse while a blocking check is open and nobody went ahead. Call with the dialogue locked."""
    if GateStanding.of(dialogue).verdict.is_not_yet:
        raise NotReadyToMeet


def _known(dialogue: Dialogue, kind: GateDecisionKind, form_key: UUID | None) -> GateDecision | None:
    """What this form decided before. Refused when it decided something else, here or in another dialogue."""
    known = GateDecision.objects.filter(form_key=form_key).first() if form_key else None
    if known is not None and (known.dialogue_id, known.kind) != (dialogue.pk, kind):
        raise FormUsedElsewhere
    return known


def _require_answerable(dialogue: Dialogue, check: Check, answer: str) -> None:
    if check not in content.checks_of(dialogue.gate_phase) or not check.is_answered_by_people:
        raise ValueError(f"nobody is asked this here: {check.key}")
    if answer not in (EXPLAINED if check.found_by else CheckAnswer.values):
        raise ValueError(f"not an answer to {check.key}: {answer}")


def _end_going_ahead(by: User, dialogue: Dialogue, kind: GateAuditKind, **details: str) -> None:
    ended = dialogue.gate_decisions.going_ahead().update(ended_at=timezone.now(), ended_by=by)
    if ended:
        _record(by, dialogue, kind, **details)


def _record_answer(by: User, dialogue: Dialogue, check: Check, row: GateAnswer) -> None:
    _record(
        by,
        dialogue,
        GateAuditKind.CHECK_ANSWERED,
        check=check.key,
        question=check.title,
        answer=str(CheckAnswer(row.answer).label),
        answer_key=row.answer,
        note=row.note,
    )


def _record(by: User, dialogue: Dialogue, kind: str, **details: Any) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        subject=dialogue,
        details=details,
    )
