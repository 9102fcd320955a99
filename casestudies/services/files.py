"""Bringing the cases that come with the program's files into the library. Runs after every `migrate`."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from casestudies import content
from casestudies.choices import AuditKind, WithdrawalKind
from casestudies.content import Case
from casestudies.models import CaseVersion, PublishedCase
from casestudies.services import publishing
from records.actors import SYSTEM, Actor
from records.services import audit

DROPPED = "Its file was taken out of the program’s documented cases."


@transaction.atomic
def sync(*, by: Actor = SYSTEM, cases: Iterable[Case] | None = None) -> int:
    """Publish what the files say anew; withdraw, with a trace, a case whose file is gone. Says how many changed.

    Running it again changes nothing. The first filling of an empty library is told by the versions alone;
    every later change leaves an audit event.
    """
    publishing.wait_in_line()
    wanted = {case.key: case for case in (content.cases() if cases is None else cases)}
    known = {case.key: case for case in PublishedCase.objects.filter(study__isnull=True)}
    digests = _newest_digests(known.values())
    is_first = not PublishedCase.objects.exists()
    changed = 0
    for key, case in wanted.items():
        body = content.body_of(case)
        old = known.get(key)
        if old and old.withdrawn_at is None and digests[old.pk] == content.digest_of(body):
            continue
        version = publishing.put(key=key, body=body, now=timezone.now())
        changed += 1
        if not is_first:
            details = {"number": version.number}
            audit.record(by=by, kind=AuditKind.CASE_PUBLISHED, subject=version.case, details=details)
    gone = [row for key, row in known.items() if key not in wanted and row.withdrawn_at is None]
    for row in gone:
        _withdraw(by, row)
    publishing.renew_words()
    return changed + len(gone)


def _newest_digests(cases: Iterable[PublishedCase]) -> dict[int, str]:
    numbers = {case.pk: case.number for case in cases}
    rows = CaseVersion.objects.filter(case__in=numbers).values_list("case_id", "number", "digest")
    return {case: digest for case, number, digest in rows if numbers[case] == number}


def _withdraw(by: Actor, case: PublishedCase) -> None:
    case.withdrawn_at, case.withdrawal_reason = timezone.now(), DROPPED
    case.withdrawal_kind = WithdrawalKind.CONTENT
    case.save(update_fields=["withdrawn_at", "withdrawal_kind", "withdrawal_reason"])
    audit.record(by=by, kind=AuditKind.CASE_WITHDRAWN, subject=case, details={"reason": DROPPED})
