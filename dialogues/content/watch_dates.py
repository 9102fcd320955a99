"""The kinds of days to watch, and the steps before each."""

from dataclasses import dataclass
from functools import partial

from records.content import Fields, unique

# The same keys as `dialogues.choices.incidents.WatchKind`; a test holds them together.
KINDS = (
    "video_release",
    "charging_decision",
    "funeral",
    "trial",
    "verdict",
    "anniversary",
    "report",
    "other",
)
TAGS = ("G", "C", "I")  # the guidance, a companion source, ourselves
EARLIEST = 60  # days before; nobody prepares longer


@dataclass(frozen=True)
class Source:
    """A page that was read."""

    key: str
    title: str
    publisher: str
    url: str


@dataclass(frozen=True)
class Step:
    """One thing to do, so many days before. `tag` says how far the sources carry it."""

    key: str
    title: str
    days_before: int
    tag: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class PreBrief:
    """What a kind of day asks, the earliest step first. `why` is one sentence."""

    kind: str
    why: str
    steps: tuple[Step, ...]

    @property
    def key(self) -> str:
        return self.kind


def read_watch_dates(fields: Fields) -> tuple[PreBrief, ...]:
    """Every kind once, in the order of `KINDS`; every source named by a step."""
    fields.number("version", at_least=1, at_most=9_999)
    sources = {one.key: one for one in unique(fields.children("sources", _read_source), fields, "sources")}
    found = unique(fields.children("kinds", partial(_read_kind, sources=sources)), fields, "kinds")
    if tuple(one.kind for one in found) != KINDS:
        raise fields.error(f"“kinds” holds each of {', '.join(KINDS)}, in this order", at="kinds")
    used = {source.key for one in found for step in one.steps for source in step.sources}
    if unused := sorted(set(sources) - used):
        raise fields.error(f"no step names the source “{unused[0]}”", at="sources")
    return found


def _read_source(fields: Fields) -> Source:
    return Source(fields.key(), fields.text("title"), fields.text("publisher"), fields.address("url"))


def _read_kind(fields: Fields, *, sources: dict[str, Source]) -> PreBrief:
    steps = unique(fields.children("steps", partial(_read_step, sources=sources)), fields, "steps")
    days = [step.days_before for step in steps]
    if days != sorted(days, reverse=True):
        raise fields.error("steps stand in the order of time, the earliest first", at="steps")
    return PreBrief(kind=fields.choice("kind", KINDS), why=fields.text("why"), steps=steps)


def _read_step(fields: Fields, *, sources: dict[str, Source]) -> Step:
    tag, keys = fields.choice("tag", TAGS), fields.choices("sources", sources, empty=True)
    if bool(keys) == (tag == "I"):
        reason = "our own suggestion (I) names no source; guidance (G) and companion (C) name at least one"
        raise fields.error(reason, at="sources" if keys else "tag")
    return Step(
        key=fields.key(),
        title=fields.text("title"),
        days_before=fields.number("days_before", at_least=0, at_most=EARLIEST),
        tag=tag,
        sources=tuple(sources[key] for key in keys),
    )
