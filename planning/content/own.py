"""Steps that an agency, or the people of one plan, add to the guidance. They are never shown as guidance."""

from collections.abc import Iterable
from hashlib import blake2s

from planning.content.citations import Basis, Tag
from planning.content.steps import Due, Step, Task

OUR_AGENCY = Tag(
    key="A",
    label="Our agency",
    meaning=(
        "Written by the agency for its own plans. It is not part of the guidance, and no source stands behind it."
    ),
)
THIS_PLAN = Tag(
    key="P",
    label="Added to this plan",
    meaning=(
        "Written for this plan alone, by those who work on it. It is not part of the guidance, and no source "
        "stands behind it."
    ),
)
OWN_TAGS = (OUR_AGENCY, THIS_PLAN)

COVERS = {OUR_AGENCY.key: "The whole step, its date and its owner.", THIS_PLAN.key: "The whole step."}
# How an own step is dated, in plain choices: what a due rule calls its anchor and its unit.
COUNTINGS = {
    "hours_after_incident": ("incident", "hours"),
    "days_after_incident": ("incident", "days"),
    "days_before_session": ("session", "days"),
    "days_after_session": ("session", "days"),
    "days_after_start": ("opened", "days"),
    "quarterly": ("quarterly", "days"),
    "yearly": ("yearly", "days"),
}
# English, like the words of the guidance: a plan keeps them as its copy.
WORDS = {
    "hours_after_incident": "Within {span} after the incident became known",
    "days_after_incident": "Within {span} after the incident became known",
    "days_before_session": "{span} before the session",
    "days_after_session": "Within {span} after the session",
    "days_after_start": "Within {span} after the plan starts",
    "quarterly": "Every quarter, the first time {span} after the plan starts",
    "yearly": "Every year, the first time {span} after the plan starts",
}
SAME_DAY = {
    "days_after_incident": "On the day the incident became known",
    "days_before_session": "On the day of the session",
    "days_after_session": "On the day of the session",
    "days_after_start": "On the day the plan starts",
    "quarterly": "Every quarter, the first time on the day the plan starts",
    "yearly": "Every year, the first time on the day the plan starts",
}


def is_own(step: Step) -> bool:
    """Whether no guidance and no source stands behind a step."""
    return step.tag in OWN_TAGS


def own_step(
    *,
    key: str,
    stage: str,
    title: str,
    why: str,
    tasks: Iterable[str],
    owner: str,
    counting: str,
    number: int,
    evidence: str,
    tag: Tag = OUR_AGENCY,
) -> Step:
    """A step like those of the guidance, under a mark of its own. `number` counts the unit of `counting`."""
    return Step(
        key=key,
        title=title,
        stage=stage,
        why=why,
        tasks=tuple(Task(key_of_line(line), line) for line in dict.fromkeys(tasks)),
        owner=owner,
        due=due_of(counting, number),
        evidence=evidence,
        basis=(Basis(tag, COVERS[tag.key], ()),),
        counsel=False,
        ask=(),
        script="",
        found_by=(),
    )


def due_of(counting: str, number: int) -> Due:
    """The due rule of an own step, with its words."""
    anchor, unit = COUNTINGS[counting]
    return Due(
        anchor=anchor,
        unit=unit,
        start=None,
        by=-number if counting == "days_before_session" else number,
        also=(),
        every_days=None,
        month=None,
        words=_words_of(counting, number, unit),
    )


def key_of_line(line: str) -> str:
    """A task of an own step is known by its words: changed words are another task."""
    return f"line-{blake2s(line.encode(), digest_size=8).hexdigest()}"


def _words_of(counting: str, number: int, unit: str) -> str:
    if number == 0 and counting in SAME_DAY:
        return SAME_DAY[counting]
    return WORDS[counting].format(span=f"{number} {unit[:-1] if number == 1 else unit}")
