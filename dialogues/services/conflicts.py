"""Declaring on conflicts of interest: everyone for themselves; the liaison for people without an account."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues import permissions
from dialogues.choices.gate import ConflictAnswer, GateAuditKind
from dialogues.errors import ChangedMeanwhile, ReasonMissing, SeatLeft
from dialogues.models import ConflictDeclaration, DesignTeamMember
from dialogues.services import gate
from records.services import audit


@transaction.atomic
def declare(
    *, by: User, member: DesignTeamMember, answer: str, ties: str = "", version: int = 0
) -> ConflictDeclaration:
    """Keep what a person with a seat declares: no ties, ties in words, or that they step back.

    The record says only that it was declared. `version` is the declaration the person saw, 0 for none.
    """
    permissions.may_declare(by, member).require()
    ties = ties.strip() if answer == ConflictAnswer.TIES else ""
    if answer == ConflictAnswer.TIES and not ties:
        raise ReasonMissing
    dialogue = gate.lock(member.dialogue)
    seat = dialogue.design_team.get(pk=member.pk)
    if seat.left_at is not None:
        raise SeatLeft
    row = ConflictDeclaration.objects.filter(member=seat).first()
    if row is not None and (row.answer, row.ties) == (answer, ties):
        return row
    if (row.version if row else 0) != version:
        raise ChangedMeanwhile
    row = row or ConflictDeclaration(member=seat, version=0)
    row.answer, row.ties = answer, ties
    row.declared_at, row.declared_by = timezone.now(), by
    row.version += 1
    row.save()
    is_own = seat.user_id == by.pk
    audit.record(
        by=by,
        kind=GateAuditKind.CONFLICTS_DECLARED if is_own else GateAuditKind.CONFLICTS_RECORDED,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        subject=seat,
    )
    return row
