"""Newer versions of the guidance, as a release would bring them."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import pytest

from planning import content
from planning.content import Due, Guidance, Step, Task


def next_version(
    guidance: Guidance,
    *,
    change: Mapping[str, Mapping[str, Any]] | None = None,
    drop: Collection[str] = (),
    add: Collection[Step] = (),
    stages: Mapping[str, str] | None = None,
) -> Guidance:
    """The guidance one version on: steps changed, dropped and added by their keys, stages with other titles."""
    changed, titles = change or {}, stages or {}
    kept = [replace(step, **changed.get(step.key, {})) for step in guidance.steps if step.key not in drop]
    order = [stage.key for stage in guidance.stages]
    steps = sorted([*kept, *add], key=lambda step: order.index(step.stage))
    return replace(
        guidance,
        version=guidance.version + 1,
        steps=tuple(steps),
        stages=tuple(replace(stage, title=titles.get(stage.key, stage.title)) for stage in guidance.stages),
    )


def new_step(guidance: Guidance, key: str = "demo_new", **values: Any) -> Step:
    """A step that the guidance did not have, in its first stage."""
    return replace(guidance.steps[0], **{"key": key, "title": "Demo new step"} | values)


def days_after_start(days: int) -> Due:
    return Due("opened", "days", None, days, (), None, None, f"Within {days} days")


def tasks(*texts: str) -> tuple[Task, ...]:
    return tuple(Task(f"task_{number}", text) for number, text in enumerate(texts, start=1))


def publish(monkeypatch: pytest.MonkeyPatch, newer: Guidance) -> Guidance:
    """From now on the program reads this version."""
    known = content.guidance
    monkeypatch.setattr(content, "guidance", lambda phase: newer if phase == newer.phase else known(phase))
    return newer
