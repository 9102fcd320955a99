"""Adjectives for plans and agendas."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.apps import apps
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from accounts.models import Membership

READERS = ["liaison", "records_officer"]  # of an incident, and its team
FAIR = timedelta(minutes=10)  # for so long a pack that someone asked for counts when turns are given
KEEPERS = ["liaison", "administrator", "records_officer"]  # of an agency: who reads its readiness


class PlanQuerySet(QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Plans of dialogues that the person sees, playbooks of incidents they work on, readiness of their agency."""
        dialogues = apps.get_model("dialogues", "Dialogue").objects.visible_to(user)
        places = apps.get_model("dialogues", "IncidentTeamMember").objects
        members = Membership.objects.filter(agency=OuterRef("agency"), user=user)
        team = places.filter(incident=OuterRef("incident"), user=user, left_at__isnull=True)
        return self.filter(
            Q(dialogue__in=dialogues)
            | Q(Exists(members.filter(roles__overlap=READERS)), incident__isnull=False)
            | Q(Exists(team))
            | Q(Exists(members.filter(roles__overlap=KEEPERS)), dialogue=None, incident=None)
        )

    def of_agency(self, agency: Any) -> Self:
        """The agency's readiness, which belongs to no dialogue and no incident."""
        return self.filter(agency=agency, dialogue=None, incident=None)

    def with_subjects(self) -> Self:
        return self.select_related("agency", "dialogue__incident", "dialogue__agency", "incident__agency")


class StepQuerySet(QuerySet):
    def to_do(self) -> Self:
        return self.filter(status="open")

    def asking(self) -> Self:
        """To do, still asked by the guidance, and the program does not see itself that it is done."""
        return self.to_do().filter(is_found=False, gone_since="")

    def due_by(self, day: date) -> Self:
        return self.to_do().filter(due_on__lte=day)

    def of_current_phase(self) -> Self:
        """Steps of the plan that the dialogue is walking; earlier plans stay readable and ask for nothing."""
        return self.filter(plan__phase=F("plan__dialogue__phase"))

    def with_last_word(self) -> Self:
        """Adds `last_word`: whether it was last done, skipped or opened again, as its log says; None for none."""
        records = apps.get_model("planning", "StepRecord").objects.filter(step=OuterRef("pk"))
        words = records.filter(kind__in=["done", "skipped", "reopened"]).order_by("-pk").values("kind")
        return self.annotate(last_word=Subquery(words[:1]))

    def with_done_before_by(self) -> Self:
        """Adds `done_before_by`: the name of who did a step that comes back, the last time; None for others."""
        records = apps.get_model("planning", "StepRecord").objects.filter(step=OuterRef("pk"), kind="done")
        last = records.filter(recorded_at__lte=OuterRef("done_before_at")).order_by("-pk")
        names = Subquery(last.values("recorded_by__full_name")[:1])
        return self.annotate(done_before_by=Case(When(turn__gt=0, then=names)))

    def for_person(self, user: Any) -> Self:
        """Steps that this person sees to, and those that nobody else finds on a home page: without an owner, or with
        one who has no account here or does not see the plan any more."""
        return self.filter(Q(owner=user) | Q(owner=None) | ~_owner_sees_plan())


def _owner_sees_plan() -> Q:
    seats = apps.get_model("dialogues", "DesignTeamMember").objects.current()
    places = apps.get_model("dialogues", "IncidentTeamMember").objects.current()
    members = Membership.objects.filter(agency=OuterRef("plan__agency"), user=OuterRef("owner"))
    return (
        Q(Exists(seats.filter(dialogue=OuterRef("plan__dialogue"), user=OuterRef("owner"))))
        | Q(Exists(places.filter(incident=OuterRef("plan__incident"), user=OuterRef("owner"))))
        | Q(Exists(members.filter(roles__overlap=KEEPERS)), plan__dialogue=None)
    )


class OwnStepQuerySet(QuerySet):
    def in_use(self) -> Self:
        return self.filter(retired_at__isnull=True)

    def retired(self) -> Self:
        return self.filter(retired_at__isnull=False)

    def for_plan(self, plan: Any) -> Self:
        """What the plan's agency adds to its phase."""
        return self.in_use().filter(agency=plan.agency_id, phase=plan.phase).order_by("pk")


class OwnFormatQuerySet(QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Within the person's agencies: what they keep for themselves, and what the agency keeps for its members."""
        agencies = Membership.objects.filter(user=user).values("agency")
        return self.filter(Q(level="agency") | Q(written_by=user), agency__in=agencies)

    def in_use(self) -> Self:
        return self.filter(retired_at__isnull=True)

    def retired(self) -> Self:
        return self.filter(retired_at__isnull=False)

    def fitting(self, *, phase: str = "", size: int | None = None, minutes: int | None = None) -> Self:
        """For a phase, a group of so many people and so many minutes; what is not asked for fits."""
        found = self.filter(phases__contains=[phase]) if phase else self
        if size is not None:
            found = found.filter(smallest_group__lte=size, largest_group__gte=size)
        return found.filter(minutes__lte=minutes) if minutes is not None else found

    def with_words(self, words: str) -> Self:
        """Every typed word stands in the name or the purpose, whatever its case."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(purpose__icontains=word))
        return found


class BlockQuerySet(QuerySet):
    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def removed(self) -> Self:
        return self.filter(removed_at__isnull=False)

    def with_twins(self) -> Self:
        """`has_twin`: another item of the same agenda has the same Spanish title."""
        same = self.model.objects.filter(agenda=OuterRef("agenda"), title_es=OuterRef("title_es"))
        return self.annotate(has_twin=Exists(same.exclude(pk=OuterRef("pk"))))


class PackQuerySet(QuerySet):
    """`now` may be a moment or the database's own clock (`Now()`), which is the one that printers go by."""

    def under_way(self) -> Self:
        """Asked for and neither ready nor given up."""
        return self.filter(state__in=["waiting", "making"])

    def to_make(self, now: datetime | Combinable) -> Self:
        """Waiting, or left behind by a printer whose lease ran out."""
        return self.filter(Q(state="waiting") | Q(state="making", lease_until__lte=now))

    def in_turn(self) -> Self:
        """Who asked for little lately comes first; of those, who waits longest. So one person's long packs do not hold
        up everybody else's."""
        lately = {"asked_at__lt": OuterRef("asked_at"), "asked_at__gt": OuterRef("asked_at") - FAIR}
        own = self.model.objects.filter(asked_by=OuterRef("asked_by"), **lately)
        counted = own.order_by().values("asked_by").annotate(n=Count("pk")).values("n")
        return self.order_by(Coalesce(Subquery(counted), 0), "asked_at", "id")

    def being_made(self, now: datetime | Combinable) -> Self:
        return self.filter(state="making", lease_until__gt=now)

    def begun_since(self, moment: datetime | Combinable) -> Self:
        """Taken by a printer after that moment."""
        return self.filter(begun_at__gt=moment)

    def with_release(self) -> Self:
        """`release_number`: of the release that a finished pack holds; empty for a draft, and before it is made."""
        releases = apps.get_model("planning", "AgendaRelease").objects.filter(
            agenda=OuterRef("agenda"),
            agenda_version=OuterRef("agenda_version"),
            made_at__lte=OuterRef("finished_at"),
        )
        return self.annotate(release_number=Subquery(releases.order_by("-number").values("number")[:1]))

    def outdated(self, before: datetime | Combinable) -> Self:
        """Finished, well or not, before that moment."""
        return self.filter(state__in=["ready", "failed"], finished_at__lte=before)
