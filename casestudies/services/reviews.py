"""Reviewing a case study: publishing it, sending it back, withdrawing what was published."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from casestudies.choices import AuditKind, CaseState, WithdrawalKind
from casestudies.content import Body, body_of
from casestudies.errors import (
    AlreadyWithdrawn,
    MarksNotDecided,
    MarksNotLookedAt,
    ReviewedWordsChanged,
    WhyMissing,
    WithdrawalNeedsReason,
    WithdrawalStands,
)
from casestudies.evidence import undecided
from casestudies.models import CaseStudy, CaseVersion, PublishedCase
from casestudies.permissions import may_review, may_send_back, may_withdraw
from casestudies.redaction import marks
from casestudies.services import publishing
from casestudies.services.events import record, record_public
from casestudies.workflows import check_move


@transaction.atomic
def publish(
    *,
    by: User,
    study: CaseStudy,
    version: int,
    looked_at: Collection[str] = (),
    puts_back: bool = False,
) -> CaseVersion:
    """Put the case into the library for everyone, as its next version. Never by its author.

    `version` is the study's version that the reviewer read; refused when another one was handed in since. Refused
    as well while a place that anyone can see to be marked has no decision, and unless the reviewer looked at each one
    that was kept (`looked_at`: their marks). A withdrawal stands until someone says that this version `puts_back` the
    case into the library.
    """
    row = _reviewed(by, study, CaseState.PUBLISHED, version=version, reason="")
    found = marks(row.body)
    if undecided(found, row.kept):
        raise MarksNotDecided
    if not {mark.key for mark in found} <= set(looked_at):
        raise MarksNotLookedAt
    withdrawn = PublishedCase.objects.select_for_update().filter(study=row, withdrawn_at__isnull=False)
    if withdrawn.exists() and not puts_back:
        raise WithdrawalStands
    published = publishing.put(
        key=_key_of(row),
        body=_whole(row),
        now=timezone.now(),
        study=row,
        writer=row.writer,
        reviewed_by=by,
    )
    record_public(by=by, study=row, kind=AuditKind.CASE_PUBLISHED, number=published.number)
    return published


@transaction.atomic
def send_back(*, by: User, study: CaseStudy, version: int, reason: str) -> CaseStudy:
    """Give the case back to its author with what to mend; `version` as for `publish`."""
    may_send_back(by, study).require()
    if not reason.strip():
        raise WhyMissing
    row = _reviewed(by, study, CaseState.SENT_BACK, version=version, reason=reason.strip())
    record(by=by, study=row, kind=AuditKind.CASE_SENT_BACK, reason=reason.strip()[:200])
    return row


@transaction.atomic
def withdraw(
    *, by: User, case: PublishedCase, reason: str, kind: str = WithdrawalKind.CONTENT
) -> PublishedCase:
    """Take a case out of the lists. Its page stays, says why, and every version stays readable.

    Because of a person, the versions are hidden as well; that may follow upon an ordinary withdrawal.
    """
    may_withdraw(by, case.study).require()
    if not reason.strip():
        raise WithdrawalNeedsReason
    row = PublishedCase.objects.select_for_update().get(pk=case.pk)
    is_for_person = kind == WithdrawalKind.PERSON
    if row.withdrawn_at is not None and (row.withdrawal_kind == WithdrawalKind.PERSON or not is_for_person):
        raise AlreadyWithdrawn
    row.withdrawn_at, row.withdrawal_reason = timezone.now(), reason.strip()
    row.withdrawal_kind = WithdrawalKind(kind)
    row.hidden_through = row.number if is_for_person else row.hidden_through
    row.save(update_fields=["withdrawn_at", "withdrawal_reason", "withdrawal_kind", "hidden_through"])
    if case.study is not None:
        record_public(by=by, study=case.study, kind=AuditKind.CASE_WITHDRAWN, reason=reason.strip()[:200])
    return row


def _reviewed(by: User, study: CaseStudy, after: CaseState, *, version: int, reason: str) -> CaseStudy:
    may_review(by, study).require()
    rows = CaseStudy.objects.select_for_update(of=("self",))
    row = rows.select_related("agency", "organization", "dialogue").get(pk=study.pk)
    check_move(row.state, after)
    if row.version != version:
        raise ReviewedWordsChanged
    row.state, row.review_reason = after, reason
    row.reviewed_at, row.reviewed_by = timezone.now(), by
    row.save(update_fields=["state", "review_reason", "reviewed_at", "reviewed_by"])
    return row


def _key_of(study: CaseStudy) -> str:
    known = PublishedCase.objects.filter(study=study).values_list("key", flat=True).first()
    return known or publishing.new_key(study.body)


def _whole(study: CaseStudy) -> Body:
    """The body with every value that a case may have, whichever of them the author left out."""
    return body_of(study.case)
