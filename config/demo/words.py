"""Places, rules and fictional people of the demo."""

from dialogues.choices import Category, DialogueFormat, Language, Naming
from planning import content

HALL = ("Demo Library, lower hall", "100 Example Avenue, Demo City")
PROVIDED = "Spanish interpreter in the room. Child care next door. Supper at 5:30 pm."
ARRIVAL = (
    "Step-free by the east door. Free parking behind the library; bus 12 stops in front. No cameras inside."
)
# The content's own sentences, so that the participants' copy has them in Spanish as well.
GROUND_RULES = "\n".join(rule.text.en for rule in content.format("post_incident_forum").ground_rules)

PEOPLE = (
    ("Ada Demo", Category.AFFECTED_RESIDENTS, Language.ENGLISH, Naming.FIRST_NAME, ""),
    ("Beto Demo", Category.AFFECTED_RESIDENTS, Language.SPANISH, Naming.NUMBER, ""),
    ("Cai Demo", Category.YOUTH, Language.ENGLISH, Naming.ALIAS, "A seat near the door."),
    ("Dov Demo", Category.FAITH, Language.ENGLISH, Naming.NAMED, ""),
    ("Eva Demo", Category.IMMIGRANTS, Language.SPANISH, Naming.FIRST_NAME, "Spanish interpreter."),
    (
        "Finn Demo",
        Category.DISABILITY,
        Language.ASL,
        Naming.FIRST_NAME,
        "A team of two ASL interpreters.",
    ),
    ("Gia Demo", Category.BUSINESS, Language.ENGLISH, Naming.FIRST_NAME, ""),
    ("Hana Demo", Category.ORGANIZERS, Language.ENGLISH, Naming.NUMBER, ""),
)
OFFICERS = (
    ("Ivo Demo", Category.PATROL),
    ("Jun Demo", Category.PATROL),
    ("Kit Demo", Category.SUPERVISORS),
)

MAPLE_STREET = {
    "goals": "Neighbors are heard before anything is explained.\nEveryone knows what comes next.",
    "may_change": "How the department tells neighbors about an incident, and how fast.",
    "off_limits": "The facts of the open investigation and any officer’s discipline.",
    "ground_rules": GROUND_RULES,
    "conveners": "Demo City Police Department and Demo Neighbors United",
    "neutral_provider": "Demo Mediation Center",
    "format": DialogueFormat.POST_INCIDENT_FORUM,
}

NORTH_SIDE = {
    "goals": "Fewer complaints about stops near the school.\nOfficers and residents know each other.",
    "may_change": "Patrol times and places on the North Side; how complaints are answered.",
    "off_limits": "Open cases and personnel matters.",
    "ground_rules": GROUND_RULES,
    "conveners": "Demo Neighbors United and Demo City Police Department",
    "neutral_provider": "Demo Mediation Center",
    "format": DialogueFormat.FACILITATED_DIALOGUE,
}
