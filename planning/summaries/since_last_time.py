"""“What happened since last time”: the promises that a session should account for before it asks for more.

Which ones: open promises of this dialogue, and those settled since its last session. Beside them, what stands on
the public pages of the agency’s other dialogues with the same community, because everyone may read that anyway;
the same community means the same incident, or a community member or organization that both design teams share.
Until its design team says which community a dialogue is with, all of them count, as on the page that opened it.
What is open in yet other dialogues is only named, so that a person can take it in by hand.
Opening with an account is our own rule.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.choices import Affiliation, CommitmentStatus
from dialogues.models import Commitment, DesignTeamMember, Dialogue, FollowUp, Session
from records.timing import spell_day

MINUTES = 10
MOST_LISTED = 10
LONGEST_PROMISE = 200
LONGEST_OWNER = 80
SETTLED_FOR = timedelta(days=365)  # how far back, while no session was held yet


@dataclass(frozen=True)
class SinceLastTime:
    """What to account for at a session: at most `MOST_LISTED` promises, and how many more there are.

    `elsewhere` are open promises on public pages of the agency's other dialogues, which nothing shows to be with the
    same community; `count_elsewhere` says how many there are in all.
    """

    promises: tuple[Commitment, ...]
    count: int
    as_of: date
    elsewhere: tuple[Commitment, ...] = ()
    count_elsewhere: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.promises)

    @property
    def more_elsewhere(self) -> int:
        return self.count_elsewhere - len(self.elsewhere)

    @classmethod
    def of(cls, session: Session, *, now: datetime) -> Self:
        """Five queries: the last session held, then twice how many promises, and the promises."""
        dialogue = session.dialogue
        rows, others = _to_account_for(dialogue, _last_held(session, now)), _open_elsewhere(dialogue)
        return cls(
            promises=_first(rows),
            count=rows.count(),
            as_of=now.astimezone(ZoneInfo(dialogue.agency.time_zone)).date(),
            elsewhere=_first(others),
            count_elsewhere=others.count(),
        )

    def __bool__(self) -> bool:
        return self.count > 0

    def instructions(self) -> str:
        """The list for whoever leads, in English like all that a format writes; with the state as of that day."""
        with translation.override("en"):
            lines = [_("As of %(day)s:") % {"day": spell_day(self.as_of)}, *map(_told, self.promises)]
            if self.more:
                text = ngettext(
                    "And %(n)d more promise on the commitments page.",
                    "And %(n)d more promises on the commitments page.",
                    self.more,
                )
                lines.append(text % {"n": self.more})
            lines.append(_("Whoever answers for a promise says it in a minute. Nobody defends."))
        return "\n".join(lines)


def _first(rows: QuerySet[Commitment]) -> tuple[Commitment, ...]:
    return tuple(rows.select_related("dialogue").defer("dialogue__search").in_reading_order()[:MOST_LISTED])


def _told(promise: Commitment) -> str:
    parts = {
        "text": Truncator(promise.text.rstrip(" .")).chars(LONGEST_PROMISE),
        "owner": Truncator(promise.owner).chars(LONGEST_OWNER),
        "status": CommitmentStatus(promise.status).label,
        "day": spell_day(promise.due_on),
    }
    if promise.status == CommitmentStatus.DROPPED:
        reason = Truncator(promise.drop_reason.rstrip(" .")).chars(LONGEST_OWNER)
        return _("– %(text)s (%(owner)s): dropped. %(reason)s.") % {**parts, "reason": reason}
    if promise.status == CommitmentStatus.DONE:
        return _("– %(text)s (%(owner)s): done.") % parts
    return _("– %(text)s (%(owner)s): %(status)s, due %(day)s.") % parts


def _last_held(session: Session, now: datetime) -> datetime:
    held = session.dialogue.sessions.filter(status="held", starts_at__lt=session.starts_at)
    last = held.order_by("-starts_at").values_list("starts_at", flat=True).first()
    return last or now - SETTLED_FOR


def _to_account_for(dialogue: Dialogue, since: datetime) -> QuerySet[Commitment]:
    settled = FollowUp.objects.filter(
        commitment=OuterRef("pk"), status=OuterRef("status"), reported_at__gte=since
    )
    is_told = ~Q(status__in=[CommitmentStatus.DONE, CommitmentStatus.DROPPED]) | Exists(settled)
    elsewhere = Q(dialogue__in=_same_community(dialogue)) & IN_PUBLIC
    return Commitment.objects.filter(Q(dialogue=dialogue) | elsewhere).filter(is_told)


IN_PUBLIC = Q(is_public=True, dialogue__commitments_published_at__isnull=False)


def _open_elsewhere(dialogue: Dialogue) -> QuerySet[Commitment]:
    others = Commitment.objects.open().filter(IN_PUBLIC, dialogue__agency=dialogue.agency_id)
    return others.exclude(dialogue=dialogue).exclude(dialogue__in=_same_community(dialogue))


def _same_community(dialogue: Dialogue) -> QuerySet[Dialogue]:
    team = DesignTeamMember.objects.filter(dialogue=dialogue, affiliation=Affiliation.COMMUNITY)
    theirs = DesignTeamMember.objects.filter(dialogue=OuterRef("pk"), affiliation=Affiliation.COMMUNITY)
    shared = theirs.filter(
        Q(user__in=_known(team, "user"))
        | Q(organization__in=_known(team.exclude(organization=""), "organization"))
    )
    others = Dialogue.objects.filter(agency=dialogue.agency_id).exclude(pk=dialogue.pk)
    if dialogue.incident_id:
        return others.filter(Exists(shared) | Q(incident=dialogue.incident_id)).values("pk")
    return others.filter(Exists(shared) | ~Exists(team)).values("pk")


def _known(team: QuerySet[DesignTeamMember], name: str) -> QuerySet[DesignTeamMember]:
    return team.exclude(**{name: None}).values(name)
