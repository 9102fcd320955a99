"""The demo city's readiness: filled as far as a town gets in a year, with gaps left to find. All of it is made up."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from config.demo.clock import ZONE, days_ago
from config.demo.people import Cast
from dialogues.choices import Category, Language
from readiness import content
from readiness.choices import CallPart, NeutralKind
from readiness.models import (
    CallTreeEntry,
    CategoryGap,
    Exercise,
    HoldingStatement,
    NeutralProvider,
    Organization,
    PoolFacilitator,
)
from readiness.services import calls, entries, facilitators, neutrals, organizations, statements

EN, ES, ASL = Language.ENGLISH, Language.SPANISH, Language.ASL
# name, category, contact, phone, languages, messenger, bridge-builder, days since the last talk
MAP = (
    ("Demo Tenants Union", Category.AFFECTED_RESIDENTS, "Front office", "555-0110", [EN, ES], True, False, 12),
    ("Demo Families Support Circle", Category.AFFECTED_FAMILY, "Office", "555-0111", [EN], False, False, 40),
    ("Demo Youth Center", Category.YOUTH, "Program desk", "555-0112", [EN, ES], True, True, 5),
    ("Demo High School Student Council", Category.YOUTH, "Adviser’s office", "555-0113", [EN], False, False, 30),
    ("Demo Senior Center", Category.ELDERS, "Front desk", "555-0114", [EN], False, False, 130),
    ("Demo City Equal Justice League", Category.RACIAL_ETHNIC, "Branch office", "555-0115", [EN], True, True, 20),
    ("Demo Casa Latina", Category.IMMIGRANTS, "Welcome desk", "555-0116", [ES, EN], True, False, 8),
    ("Demo Somali Association", Category.IMMIGRANTS, "Office", "555-0117", [Language.SOMALI, EN], True, False, 60),
    ("Demo Interfaith Council", Category.FAITH, "Secretary’s office", "555-0118", [EN], True, True, 25),
    ("Demo Neighbors United", Category.NEIGHBORHOOD, "Office", "555-0119", [EN, ES], False, True, 3),
    ("Demo Civil Liberties Project", Category.CIVIL_RIGHTS, "Intake line", "555-0120", [EN], False, False, 200),
    ("Demo Deaf Club", Category.DISABILITY, "Relay line", "555-0121", [ASL, EN], False, False, 50),
    ("Demo Main Street Merchants", Category.BUSINESS, "Office", "555-0122", [EN], False, False, 15),
    ("Demo College", Category.EDUCATION, "Dean of students’ office", "555-0123", [EN], False, False, 70),
    ("Demo Behavioral Health Clinic", Category.HEALTH_SERVICES, "On-call line", "555-0124", [EN, ES], False, False, 33),
    ("Demo Police Officers’ Association", Category.UNION, "Office", "555-0125", [EN], False, False, 10),
    ("Demo City Patrol Division", Category.PATROL, "Watch commander’s desk", "555-0126", [EN], False, False, 1),
    ("Demo City Council Office", Category.OFFICIALS, "Clerk", "555-0127", [EN], False, False, 18),
    ("Demo County Attorney’s Office", Category.PROSECUTOR, "Community desk", "555-0128", [EN], False, False, 45),
)  # fmt: skip
CALLS = (
    (CallPart.CHIEF, "Chief’s office", "555-0130", "Deputy chief’s office", "555-0131"),
    (CallPart.MANAGER, "City manager’s office", "555-0132", "Assistant city manager’s office", "555-0133"),
    (CallPart.INFORMATION, "Public information office", "555-0134", "Duty press line", "555-0135"),
    (CallPart.COUNSEL, "City attorney’s office", "555-0136", "", ""),
    (CallPart.FAMILY, "Family liaison desk", "555-0137", "Demo Chaplain’s Office", "555-0138"),
    (CallPart.LIAISON, "Office of Community Dialogue", "555-0100", "Community unit, night desk", "555-0139"),
    (CallPart.NEUTRAL, "Demo Mediation Center, night line", "555-0140", "", ""),
)
POOL = (
    ("Demo Facilitator Ari", "Demo Mediation Center", [EN, ES], "Teacher for twenty years", 100),
    ("Demo Facilitator Bo", "Demo College", [EN], "New to the pool; grew up on the North Side", 20),
    (
        "Demo Facilitator Cleo",
        "Demo Interfaith Council",
        [EN, Language.SOMALI],
        "Interpreter and mother of four",
        500,
    ),
)


def get_ready(cast: Cast, now: datetime) -> None:
    """A year of readiness work, told through the services that real people use."""
    today = now.astimezone(ZoneInfo(ZONE)).date()
    with days_ago(300, now):
        _draw_map(cast, now, today)
        _line_up_neutrals(cast, today)
        _fill_pool(cast, today)
        _write_call_tree(cast)
        _write_statements(cast, today)
    with days_ago(120, now):
        _rehearse(cast, today)


def _draw_map(cast: Cast, now: datetime, today: date) -> None:
    for name, category, contact, phone, languages, messenger, bridge, days in MAP:
        row = entries.add(
            by=cast.liaison,
            agency=cast.city,
            model=Organization,
            values={
                "name": name,
                "category": category,
                "contact": contact,
                "phone": phone,
                "languages": [language.value for language in languages],
                "is_messenger": messenger,
                "is_bridge_builder": bridge,
                "holder": cast.liaison if days < 60 else None,
                "holder_office": "" if days < 60 else "Community unit",
            },
        )
        spoke_on = today - timedelta(days=days)
        with days_ago(days, now):
            organizations.note_contact(by=cast.liaison, organization=row, spoke_on=spoke_on, today=today)
    entries.add(
        by=cast.liaison,
        agency=cast.city,
        model=CategoryGap,
        values={
            "category": Category.TRIBAL_FEDERAL,
            "explanation": "No tribal land lies in the county, and no federal office is near.",
            "told_by": "Demo County Clerk",
            "told_on": today - timedelta(days=280),
        },
    )


def _line_up_neutrals(cast: Cast, today: date) -> None:
    center = entries.add(
        by=cast.liaison,
        agency=cast.city,
        model=NeutralProvider,
        values={
            "name": "Demo Mediation Center",
            "kind": NeutralKind.MEDIATION_CENTER,
            "offers": "Facilitators for circles and forums, shuttle talks between groups.",
            "day_contact": "Office, 555-0141",
            "night_contact": "Night line, 555-0140",
            "area": "Demo City and Demo County",
            "agreed_on": today - timedelta(days=240),
            "conflicts_checked_on": today - timedelta(days=240),
            "costs": "First three days free, then by the hour.",
            "confidentiality": "What is said in their meetings stays there, except where the law says otherwise.",
        },
    )
    neutrals.check_number(by=cast.liaison, neutral=center, today=today - timedelta(days=30))
    entries.add(
        by=cast.liaison,
        agency=cast.city,
        model=NeutralProvider,
        values={
            "name": "Demo College Dialogue Institute",
            "kind": NeutralKind.UNIVERSITY,
            "day_contact": "Institute office, 555-0143",
            "area": "Statewide",
        },
    )


def _fill_pool(cast: Cast, today: date) -> None:
    first = None
    for name, organization, languages, background, days in POOL:
        person = entries.add(
            by=cast.liaison,
            agency=cast.city,
            model=PoolFacilitator,
            values={
                "name": name,
                "organization": organization,
                "languages": [language.value for language in languages],
                "background": background,
                "paired_with": first,
            },
        )
        first = first or person
        facilitators.note_training(
            by=cast.liaison,
            facilitator=person,
            trained_on=today - timedelta(days=days),
            today=today,
            topic="Table facilitation",
        )


def _write_call_tree(cast: Cast) -> None:
    for part, name, phone, backup, backup_phone in CALLS:
        values = {"part": part, "name": name, "phone": phone, "backup": backup, "backup_phone": backup_phone}
        entries.add(by=cast.liaison, agency=cast.city, model=CallTreeEntry, values=values)


def _write_statements(cast: Cast, today: date) -> None:
    for text in content.starting_texts()[:2]:
        row = entries.add(
            by=cast.liaison,
            agency=cast.city,
            model=HoldingStatement,
            values={
                "name": text.name,
                "incident_kind": text.kind,
                "text_en": text.text("en"),
                "text_es": text.text("es"),
            },
        )
        if not text.kind:
            statements.approve(
                by=cast.liaison,
                statement=row,
                version=row.version,
                approver="Chief’s office",
                approved_on=today - timedelta(days=250),
                today=today,
                has_looked=True,
            )


def _rehearse(cast: Cast, today: date) -> None:
    held_on = today - timedelta(days=120)
    counsel = CallTreeEntry.objects.of(cast.city).get(part=CallPart.COUNSEL)
    calls.record_test(
        by=cast.liaison, agency=cast.city, held_on=held_on, today=today, not_reached=[counsel],
        note="Counsel gave a new number. A backup is still missing.",
    )  # fmt: skip
    entries.add(
        by=cast.liaison,
        agency=cast.city,
        model=Exercise,
        values={
            "held_on": held_on,
            "scenario": "A made-up video of an arrest is shared at night; by morning 200 people stand in the park.",
            "counts": {Category.YOUTH: 4, Category.FAITH: 2, Category.NEIGHBORHOOD: 5, Category.PATROL: 3,
                       Category.COMMAND: 2, Category.OFFICIALS: 1},
            "gaps": "Nobody knew who calls the schools.\nThe Spanish text came two hours late.",
            "changes": "Demo College joined the map. Both languages now go out together.",
            "next_on": held_on + timedelta(days=365),
        },
    )  # fmt: skip
