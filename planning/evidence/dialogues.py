"""The facts of one dialogue, in one query: numbers and yes or no, never a name."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from dialogues.choices import Affiliation, SessionStatus
from dialogues.choices.gate import CheckAnswer
from dialogues.content import gate
from dialogues.models import (
    Attendance,
    Charter,
    Commitment,
    DesignTeamMember,
    Dialogue,
    FollowUp,
    GateAnswer,
    GateDecision,
    Invitation,
    Note,
    Session,
    SurveyResponse,
)
from planning.models import AgendaBlock

SESSIONS_OF_A_YEAR = 4


def facts_of_dialogue(*, today: datetime, **which: Any) -> dict[str, bool]:
    """Which facts hold, by their keys, for the newest dialogue of these; none, where there is no such dialogue.
    `today` is when the day began, on the clocks of the plan.

    What follows a session is asked of the last one held.
    """
    seen = _seen(which, today)
    if seen is None:
        return {}
    return {
        "both_sides_seated": seen["police_designers"] > 0 and seen["community_designers"] > 0,
        "design_signed_off": _is_signed_off(seen),
        "purpose_written": bool(seen["goals"] and seen["may_change"] and seen["off_limits"]),
        "agenda_whole": seen["agenda_minutes"] == seen["next_minutes"] and not seen["has_unled"],
        "place_named": bool(seen["next_venue"]),
        "both_sides_invited": seen["police_invited"] and seen["community_invited"],
        "session_held": seen["last_held"] is not None,
        "attendance_recorded": seen["has_attendance"],
        "themes_noted": seen["has_themes"],
        "survey_answered": seen["has_answers"],
        "next_date_set": seen["has_next"],
        "commitment_recorded": seen["has_commitment"],
        "reports_current": seen["has_commitment"] and not seen["has_late_report"],
        "gate_settled": seen["has_decision"] or _is_answered(_gate_phase(seen), seen["answered"]),
        "charter_adopted": seen["has_charter"],
        "year_dated": seen["coming_sessions"] >= SESSIONS_OF_A_YEAR,
    }


def _is_signed_off(seen: dict[str, Any]) -> bool:
    """Nobody on the design team is still to sign off, and both sides are on it."""
    return (
        seen["police_designers"] > 0 and seen["community_designers"] > 0 and seen["unsigned_designers"] == 0
    )


def _gate_phase(seen: dict[str, Any]) -> str:
    return Dialogue(phase=seen["phase"], incident_id=seen["incident_id"]).gate_phase


def _is_answered(phase: str, answered: list[str]) -> bool:
    """Whether people settled each question that holds invitations back, as far as it is theirs to answer."""
    asked = [
        check for check in gate.checks_of(phase) if check.is_blocking(phase) and check.is_answered_by_people
    ]
    return bool(asked) and {check.key for check in asked} <= set(answered)


def _seen(which: dict[str, Any], today: datetime) -> dict[str, Any] | None:
    """Everything that one row can answer."""
    sessions = Session.objects.filter(dialogue=OuterRef("pk"))
    held = sessions.filter(status=SessionStatus.HELD).order_by("-starts_at", "-pk")
    # The next session; where none is planned, the first one of all.
    coming = sessions.not_cancelled().order_by(F("held_at").asc(nulls_first=True), "starts_at", "pk")
    facts = _designers() | _of_last_session() | _of_next_session() | _of_all_sessions(today)
    return (
        Dialogue.objects.filter(**which)
        .annotate(last_held=Subquery(held.values("pk")[:1]), next_session=Subquery(coming.values("pk")[:1]))
        .annotate(**facts)
        .values("last_held", "phase", "incident_id", "goals", "may_change", "off_limits", *facts)
        .order_by("-pk")
        .first()
    )


def _of_last_session() -> dict[str, Any]:
    released = SurveyResponse.objects.filter(session=OuterRef("last_held"), is_released=True)
    return {
        "has_attendance": Exists(Attendance.objects.filter(session=OuterRef("last_held"))),
        "has_themes": Exists(Note.objects.filter(session=OuterRef("last_held"), removed_at__isnull=True)),
        "has_answers": Exists(released),
    }


def _of_next_session() -> dict[str, Any]:
    session = Session.objects.filter(pk=OuterRef("next_session"))
    blocks = AgendaBlock.objects.kept().filter(agenda__session=OuterRef("next_session"))
    minutes = blocks.order_by().values("agenda").annotate(total=Sum("minutes")).values("total")
    return {
        "next_minutes": Subquery(session.values("minutes")),
        "next_venue": Subquery(session.values("venue")),
        "agenda_minutes": Coalesce(Subquery(minutes), -1),
        "has_unled": Exists(blocks.filter(lead="")),
    }


def _of_all_sessions(today: datetime) -> dict[str, Any]:
    coming = Session.objects.planned().filter(dialogue=OuterRef("pk"), starts_at__gte=today)
    promises = Commitment.objects.filter(dialogue=OuterRef("pk"), session__isnull=False).exclude(owner="")
    settled = GateAnswer.objects.filter(
        dialogue=OuterRef("pk"), answer__in=[CheckAnswer.YES, CheckAnswer.DOES_NOT_APPLY]
    )
    late = FollowUp.objects.filter(
        commitment__dialogue=OuterRef("pk"), reported_at__isnull=True, due_on__lt=today.date()
    ).exclude(commitment__status__in=["done", "dropped"])
    return {
        "police_invited": Exists(_invited(Affiliation.LAW_ENFORCEMENT)),
        "community_invited": Exists(_invited(Affiliation.COMMUNITY)),
        "has_next": Exists(coming),
        "has_commitment": Exists(promises),
        "has_late_report": Exists(late),
        "has_decision": Exists(GateDecision.objects.filter(dialogue=OuterRef("pk"), ended_at__isnull=True)),
        "answered": ArraySubquery(settled.values("check_key")),
        "has_charter": Exists(Charter.objects.filter(dialogue=OuterRef("pk"), adopted_on__isnull=False)),
        "coming_sessions": _count(coming.filter(starts_at__lt=today + timedelta(days=366))),
    }


def _designers() -> dict[str, Any]:
    team = DesignTeamMember.objects.current().filter(
        dialogue=OuterRef("pk"), seat__in=["liaison", "designer"]
    )
    return {
        "police_designers": _count(team.filter(affiliation=Affiliation.LAW_ENFORCEMENT)),
        "community_designers": _count(team.filter(affiliation=Affiliation.COMMUNITY)),
        "unsigned_designers": _count(team.filter(signed_off_at__isnull=True)),
    }


def _invited(side: str) -> Any:
    return Invitation.objects.open().filter(
        session__dialogue=OuterRef("pk"),
        participant__affiliation=side,
        session__status__in=["planned", "held"],
    )


def _count(rows: Any) -> Any:
    """How many rows there are for the row around it; 0 and not nothing where there is none."""
    counted = rows.order_by().values("dialogue").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
