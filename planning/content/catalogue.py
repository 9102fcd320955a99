"""All of the content, read together, because a file may only name what another file explains."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from planning.content.blocks import FORMAT_KEYS, Format, Shared, read_format, read_ground_rules, read_roles
from planning.content.citations import Citations, read_sources, read_tags
from planning.content.methods import METHOD_FILES, Method, read_methods
from planning.content.steps import PHASES, Guidance, read_guidance
from records.content import ContentError, content_files, read_file


@dataclass(frozen=True)
class Catalogue:
    citations: Citations
    guidance: dict[str, Guidance]
    formats: dict[str, Format]
    methods: dict[str, Method]


def load_catalogue(folder: Path) -> Catalogue:
    """Read every file below `folder`; raise `ContentError` at the first mistake."""
    base = folder.parents[1]
    citations = Citations(
        sources={source.key: source for source in read_file(folder / "sources.yaml", base, read_sources)},
        tags={tag.key: tag for tag in read_file(folder / "tags.yaml", base, read_tags)},
    )
    shared = Shared(
        citations=citations,
        roles={role.key: role for role in read_file(folder / "roles.yaml", base, read_roles)},
        ground_rules={
            rule.key: rule for rule in read_file(folder / "ground_rules.yaml", base, read_ground_rules)
        },
    )
    guidance = {
        path.stem: read_file(path, base, partial(read_guidance, citations=citations, phase=path.stem))
        for path in _expected(folder / "guidance", base, PHASES)
    }
    formats = {
        path.stem: read_file(path, base, partial(read_format, shared=shared, key=path.stem))
        for path in _expected(folder / "formats", base, FORMAT_KEYS)
    }
    methods = read_methods(_expected(folder / "methods", base, METHOD_FILES), base, shared)
    _refuse_shared_step_keys(guidance, base, folder)
    return Catalogue(citations=citations, guidance=guidance, formats=formats, methods=methods)


def _expected(folder: Path, base: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    """One file for each name, in the order of the names, and no other."""
    for path in content_files(folder, base):
        if path.stem not in names:
            reason = f"no file of this name belongs here (known: {', '.join(names)})"
            raise ContentError(path.relative_to(base).as_posix(), 1, reason)
    return tuple(folder / f"{name}.yaml" for name in names)


def _refuse_shared_step_keys(guidance: dict[str, Guidance], base: Path, folder: Path) -> None:
    """A step's key is its name for ever, in every plan: two phases may not share one."""
    seen: dict[str, str] = {}
    for phase, part in guidance.items():
        for step in part.steps:
            if step.key in seen:
                file = (folder / "guidance" / f"{phase}.yaml").relative_to(base).as_posix()
                raise ContentError(file, 1, f"the step “{step.key}” is also in {seen[step.key]}.yaml")
            seen[step.key] = phase
