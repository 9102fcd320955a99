"""The formats: proven ways to spend a session, minute by minute."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from planning.content.citations import Basis, Citations, Source, sources_of
from planning.content.steps import PHASES
from planning.timing.schedule import Part as TimedPart
from planning.timing.schedule import lay_out
from records.content import Fields, Words, unique

FORMAT_KEYS = (
    "spcp_day",
    "city_spirit",
    "facilitated_dialogue",
    "tabletop",
    "study_circles",
    "peace_circle",
    "orlando_speaks",
    "world_cafe",
    "town_hall",
    "post_incident_forum",
    "youth_police",
    "listening_dinner",
    "film_discussion",
)
BLOCK_KINDS = (
    "preparation",
    "arrival",
    "welcome",
    "plenary",
    "presentation",
    "small_groups",
    "circle",
    "listening",
    "break",
    "decision",
    "closing",
    "survey",
)
PROPOSERS = ("police", "community", "facilitator", "host")
PRIORITIES = ("keep", "shorten", "drop")
# Texts of a block, and what stands for one that is left out.
SPOKEN = {"purpose": None, "instructions": None, "script": "", "lead_in": "", "ground_rules": ""}
LONGEST_DAY = 1_440
MOST_TRACKS = 6


@dataclass(frozen=True)
class Role:
    """What someone does in the room. `called` are the words by which texts name the role beside its title.

    They are looked for in the sentences of every item, in both languages, since a team writes in its own.
    """

    key: str
    title: Words
    does: Words
    called: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroundRule:
    key: str
    text: Words


@dataclass(frozen=True)
class Part:
    """A role in one format, and how many people take it ("one at each table")."""

    role: Role
    count: Words


@dataclass(frozen=True)
class Block:
    """One timed part. `title` is what participants read; `script` is what the facilitator may say.

    `settle_minutes` follow the part and count. Neighbors with a `track` from 1 on run side by side.
    Texts are in English, as an agenda takes them over; `wording` has each of them with its Spanish, where there is one.
    """

    key: str
    title: Words
    minutes: int
    kind: str
    lead: Role
    purpose: str
    instructions: str
    script: str
    materials: tuple[str, ...]
    for_participants: bool
    may_be_hard: bool
    lead_in: str
    settle_minutes: int
    least_minutes: int | None
    most_minutes: int | None
    track: int
    priority: str
    proposed_by: str
    for_crew: bool
    ground_rules: str
    wording: tuple[Words, ...]


@dataclass(frozen=True)
class SeriesPart:
    """One meeting of a format that takes several."""

    title: Words
    minutes: int
    focus: str


@dataclass(frozen=True)
class Format:
    """One way to hold a session. `minutes` is the length of its blocks; the loader checks it."""

    key: str
    version: int
    name: Words
    purpose: str
    suits: tuple[str, ...]
    not_for: tuple[str, ...]
    for_participants: Words
    phases: tuple[str, ...]
    smallest_group: int
    largest_group: int
    room: Words
    roles: tuple[Part, ...]
    minutes: int
    before: tuple[Words, ...]
    blocks: tuple[Block, ...]
    series: tuple[SeriesPart, ...]
    ground_rules: tuple[GroundRule, ...]
    warnings: tuple[str, ...]
    basis: tuple[Basis, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        return sources_of(self.basis)

    @property
    def wording(self) -> tuple[Words, ...]:
        """Everything that people hear or read on the day, in both languages."""
        blocks = [words for block in self.blocks for words in (block.title, *block.wording)]
        parts = [words for part in self.roles for words in (part.role.title, part.role.does, part.count)]
        rules = [rule.text for rule in self.ground_rules]
        return (self.name, self.for_participants, self.room, *self.before, *parts, *blocks, *rules)

    @property
    def materials(self) -> tuple[str, ...]:
        """What must lie ready for any of the blocks, once each, in the order of need."""
        return tuple(dict.fromkeys(thing for block in self.blocks for thing in block.materials))


@dataclass(frozen=True)
class Shared:
    """The lists that formats choose from."""

    citations: Citations
    roles: dict[str, Role]
    ground_rules: dict[str, GroundRule]


def read_roles(fields: Fields) -> tuple[Role, ...]:
    fields.number("version", at_least=1, at_most=9_999)
    return unique(fields.children("roles", _read_role), fields, "roles")


def read_ground_rules(fields: Fields) -> tuple[GroundRule, ...]:
    fields.number("version", at_least=1, at_most=9_999)
    return unique(fields.children("ground_rules", _read_ground_rule), fields, "ground_rules")


def read_format(fields: Fields, *, shared: Shared, key: str) -> Format:
    if fields.key() != key:
        raise fields.error(f"the file is named {key}.yaml, so its key is {key}", at="key")
    parts = fields.children("roles", partial(_read_part, shared=shared))
    roles = {part.role.key: part.role for part in parts}
    if len(roles) != len(parts):
        raise fields.error("a role stands twice in “roles”", at="roles")
    smallest, largest = fields.child("group", read_group_size)
    blocks = unique(fields.children("blocks", partial(_read_block, roles=roles)), fields, "blocks")
    minutes = fields.number("minutes", at_least=1, at_most=LONGEST_DAY)
    total = length_of(blocks)
    if total != minutes:
        raise fields.error(f"the blocks add up to {total} minutes, not to {minutes}", at="minutes")
    rules = fields.choices("ground_rules", shared.ground_rules)
    return Format(
        key=key,
        version=fields.number("version", at_least=1, at_most=9_999),
        name=fields.words("name"),
        purpose=fields.text("purpose"),
        suits=fields.texts("suits"),
        not_for=fields.texts("not_for"),
        for_participants=fields.words("for_participants"),
        phases=fields.choices("phases", PHASES),
        smallest_group=smallest,
        largest_group=largest,
        room=fields.words_or_text("room"),
        roles=parts,
        minutes=minutes,
        before=fields.all_words("before", empty=True),
        blocks=blocks,
        series=fields.children("series", _read_series_part, empty=True),
        ground_rules=tuple(shared.ground_rules[rule] for rule in rules),
        warnings=fields.texts("warnings"),
        basis=fields.children("basis", shared.citations.read_basis),
    )


def read_one_block(fields: Fields, *, roles: dict[str, Role]) -> Block:
    """A block that belongs to no format, such as that of a method."""
    return _read_block(fields, roles=roles)


def _read_role(fields: Fields) -> Role:
    called = fields.child("called", _read_called) if fields.has("called") else ()
    return Role(
        key=fields.key(), title=fields.words("title"), does=fields.words_or_text("does"), called=called
    )


def _read_called(fields: Fields) -> tuple[str, ...]:
    return (*fields.texts("en", empty=True), *fields.texts("es", empty=True))


def _read_ground_rule(fields: Fields) -> GroundRule:
    return GroundRule(key=fields.key(), text=fields.words("text"))


def _read_part(fields: Fields, *, shared: Shared) -> Part:
    role = shared.roles[fields.choice("role", shared.roles)]
    return Part(role=role, count=fields.words_or_text("count"))


def read_group_size(fields: Fields) -> tuple[int, int]:
    smallest = fields.number("smallest", at_least=2, at_most=1_000)
    return smallest, fields.number("largest", at_least=smallest, at_most=1_000)


def _read_series_part(fields: Fields) -> SeriesPart:
    return SeriesPart(
        title=fields.words("title"),
        minutes=fields.number("minutes", at_least=1, at_most=LONGEST_DAY),
        focus=fields.text("focus"),
    )


def _read_block(fields: Fields, *, roles: dict[str, Role]) -> Block:
    may_be_hard = fields.flag("may_be_hard", default=False)
    if may_be_hard != fields.has("lead_in"):
        reason = "“may_be_hard: true” and “lead_in” (what to say before) go together"
        raise fields.error(reason, at="may_be_hard" if may_be_hard else "lead_in")
    minutes = fields.number("minutes", at_least=1, at_most=LONGEST_DAY)
    said = {name: fields.words_or_text(name, default=default) for name, default in SPOKEN.items()}
    materials = fields.all_words("materials", empty=True)
    return Block(
        key=fields.key(),
        title=fields.words("title"),
        minutes=minutes,
        kind=fields.choice("kind", BLOCK_KINDS),
        lead=roles[fields.choice("lead", roles)],
        purpose=said["purpose"].en,
        instructions=said["instructions"].en,
        script=said["script"].en,
        materials=tuple(thing.en for thing in materials),
        for_participants=fields.flag("for_participants", default=True),
        may_be_hard=may_be_hard,
        lead_in=said["lead_in"].en,
        settle_minutes=fields.maybe_number("settle_minutes", at_least=0, at_most=LONGEST_DAY) or 0,
        least_minutes=fields.maybe_number("least_minutes", at_least=1, at_most=minutes),
        most_minutes=fields.maybe_number("most_minutes", at_least=minutes, at_most=LONGEST_DAY),
        track=fields.maybe_number("track", at_least=0, at_most=MOST_TRACKS) or 0,
        priority=_one_of(fields, "priority", PRIORITIES, default="shorten"),
        proposed_by=_one_of(fields, "proposed_by", PROPOSERS, default=""),
        for_crew=fields.flag("for_crew", default=True),
        ground_rules=said["ground_rules"].en,
        wording=tuple(words for words in (*said.values(), *materials) if words.en),
    )


def _one_of(fields: Fields, key: str, allowed: tuple[str, ...], *, default: str) -> str:
    return fields.choice(key, allowed) if fields.has(key) else fields.text(key, default=default)


def length_of(blocks: tuple[Block, ...]) -> int:
    """Minutes from the first part to the end: settling counts, and of parts side by side the longest."""
    parts = (TimedPart(0, block.track, block.minutes, block.settle_minutes, ()) for block in blocks)
    return lay_out(datetime(2000, 1, 1, tzinfo=UTC), parts).minutes
