"""The readiness folder: which rows and which words go on paper. The bytes are made by records.formats.pdf."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Agency
from readiness.choices import CATEGORY_GROUPS, FolderPart
from readiness.models import (
    CategoryGap,
    Exercise,
    HoldingStatement,
    NeutralProvider,
    Organization,
    PoolFacilitator,
)
from readiness.summaries.calls import CallTree
from readiness.summaries.exercises import ExerciseRow, is_exercise_due
from readiness.summaries.facilitators import FacilitatorRow
from readiness.summaries.organizations import members_of
from records.formats import pdf

# More than this of one kind would be too much for one document; the file of the map has everything.
MOST = 400
MOST_STATEMENTS = 40
MOST_EXERCISES = 5  # the newest; older ones stay on the screen


@dataclass(frozen=True)
class FolderOptions:
    """What a person wants on paper. The folder is for the agency's own people, so it follows their language."""

    parts: Collection[str] = tuple(FolderPart.values)
    paper: pdf.Paper = "letter"
    is_large: bool = False


def folder_pdf(agency: Agency, *, options: FolderOptions, today: date, printed_at: datetime) -> bytes:
    """The folder as a tagged PDF: officials' numbers and organizations' public contacts, no private person's."""
    html = folder_html(agency, options=options, today=today, printed_at=printed_at)
    title = _("Readiness folder: %(agency)s") % {"agency": agency.name}
    return pdf.render(
        html, lang=get_language() or "en", title=title, paper=options.paper, styles=("base", "readiness")
    )


def folder_html(agency: Agency, *, options: FolderOptions, today: date, printed_at: datetime) -> str:
    """The document's HTML, in the language that is active. The call tree, if chosen, is its first page."""
    parts = [part for part in FolderPart if part in options.parts]
    context: dict[str, Any] = {
        "agency": agency,
        "parts": [str(part.label) for part in parts],
        "today": today,
        "printed_at": printed_at,
        "time_zone": agency.time_zone,
        "large_print": options.is_large,
    }
    makers = {
        FolderPart.CALLS: lambda: CallTree.of(agency, today=today),
        FolderPart.NEUTRALS: lambda: _neutrals(agency),
        FolderPart.STATEMENTS: lambda: _statements(agency),
        FolderPart.MAP: lambda: _map(agency),
        FolderPart.FACILITATORS: lambda: _pool(agency, today),
        FolderPart.EXERCISES: lambda: _exercises(agency, today),
    }
    chosen = {part.value: makers[part]() for part in parts}
    return render_to_string("pdf/readiness_folder.html", context | {"chosen": chosen})


def _neutrals(agency: Agency) -> list[NeutralProvider]:
    rows = list(NeutralProvider.objects.of(agency).kept().in_reading_order()[:MOST])
    return sorted(rows, key=lambda row: row.agreed_on is None)


def _statements(agency: Agency) -> list[HoldingStatement]:
    rows = list(HoldingStatement.objects.of(agency).kept().in_reading_order()[:MOST_STATEMENTS])
    return sorted(rows, key=lambda row: row.approved_on is None)


def _map(agency: Agency) -> dict[str, Any]:
    """Categories in the order of the checklist: who is there, or why nobody is; then the names of the missing ones."""
    found: dict[str, list[Organization]] = {}
    kept = Organization.objects.of(agency).kept().with_last_contact().select_related("holder")
    for row in kept.in_reading_order()[:MOST]:
        found.setdefault(row.category, []).append(row)
    gaps = {gap.category: gap for gap in CategoryGap.objects.of(agency).kept()}
    rows, missing = [], []
    for category in (category for _label, categories in CATEGORY_GROUPS for category in categories):
        organizations, gap = found.get(category, []), gaps.get(category)
        if organizations or gap:
            rows.append({"label": category.label, "organizations": organizations, "gap": gap})
        else:
            missing.append(str(category.label))
    return {"rows": rows, "missing": missing, "members": members_of(agency)}


def _pool(agency: Agency, today: date) -> list[FacilitatorRow]:
    rows = PoolFacilitator.objects.of(agency).kept().with_last_training().in_reading_order()[:MOST]
    return [FacilitatorRow.of(row, row.trained_on, today) for row in rows]


def _exercises(agency: Agency, today: date) -> dict[str, Any]:
    """The newest rehearsals, and whether the next one is due."""
    newest = list(Exercise.objects.of(agency).kept().in_reading_order()[:MOST_EXERCISES])
    return {
        "rows": [ExerciseRow.of(row) for row in newest],
        "next_on": newest[0].next_on if newest else None,
        "is_due": is_exercise_due(newest[0] if newest else None, today),
    }
