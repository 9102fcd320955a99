"""Places, rules and fictional people of the demo."""

from dialogues.choices import Category, Language, Naming

HALL = ("Demo Library, lower hall", "100 Example Avenue, Demo City")
PROVIDED = "Spanish interpreter in the room. Child care next door. Supper at 5:30 pm."
ARRIVAL = (
    "Step-free by the east door. Free parking behind the library; bus 12 stops in front. No cameras inside."
)
GROUND_RULES = "\n".join(
    (
        "Speak for yourself, from what you have lived.",
        "Listen to the end.",
        "Challenge ideas, never people.",
        "Share the time.",
        "You may pass, and you may leave the room.",
        "What is learned here may leave; who said it stays.",
    )
)

PEOPLE = (
    ("Demo Resident One", Category.AFFECTED_RESIDENTS, Language.ENGLISH, Naming.FIRST_NAME, ""),
    ("Demo Resident Two", Category.AFFECTED_RESIDENTS, Language.SPANISH, Naming.NUMBER, ""),
    ("Demo Resident Three", Category.YOUTH, Language.ENGLISH, Naming.ALIAS, "A seat near the door."),
    ("Demo Resident Four", Category.FAITH, Language.ENGLISH, Naming.NAMED, ""),
    ("Demo Resident Five", Category.IMMIGRANTS, Language.SPANISH, Naming.FIRST_NAME, "Spanish interpreter."),
    (
        "Demo Resident Six",
        Category.DISABILITY,
        Language.ASL,
        Naming.FIRST_NAME,
        "A team of two ASL interpreters.",
    ),
    ("Demo Resident Seven", Category.BUSINESS, Language.ENGLISH, Naming.FIRST_NAME, ""),
    ("Demo Resident Eight", Category.ORGANIZERS, Language.ENGLISH, Naming.NUMBER, ""),
)
OFFICERS = (
    ("Demo Officer One", Category.PATROL),
    ("Demo Officer Two", Category.PATROL),
    ("Demo Sergeant One", Category.SUPERVISORS),
)
