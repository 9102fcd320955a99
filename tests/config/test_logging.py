"""No address and nothing typed reaches a log, whoever writes the line."""

import json
import logging
import warnings

import pytest

from config.logging import JsonLines

ADDRESS = "nia.demo@demo.example"


def line_of(
    message: object, *args: object, level: int = logging.WARNING, **extra: object
) -> dict[str, object]:
    record = logging.getLogger("someone.elses").makeRecord(
        "someone.elses", level, __file__, 1, message, args, None, extra=extra or None
    )
    return json.loads(JsonLines().format(record))


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR])
@pytest.mark.parametrize(
    ("message", "args"),
    [
        ("could not write to %s", (ADDRESS,)),
        ("could not write to %r", (ADDRESS,)),
        ("could not write to %(to)s", ({"to": ADDRESS},)),
        ("could not write to %s", ([ADDRESS],)),
        ("could not write to %s", (ValueError(ADDRESS),)),
        ("could not write to %d", (ADDRESS,)),
        (f"could not write to {ADDRESS}", ()),
        (f"could not write to <{ADDRESS}> after %d tries", (3,)),
        ("%s", (f"Nia Demo, {ADDRESS}",)),
    ],
)
def test_an_address_in_a_line_of_another_library_stays_out(
    message: str, args: tuple[object, ...], level: int
) -> None:
    line = line_of(message, *args, level=level)
    written = json.dumps(line, ensure_ascii=False)
    assert "nia" not in written.lower()
    assert line["event"].startswith("could not write to") or line["event"] == "…"


def test_a_warning_that_python_passes_on_tells_no_address() -> None:
    """`logging.captureWarnings` sends the whole text as one argument."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(JsonLines().format(record))  # type: ignore[method-assign]
    logger = logging.getLogger("py.warnings")
    logger.addHandler(handler)
    logging.captureWarnings(capture=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(f"{ADDRESS} is not a good address", stacklevel=1)
    finally:
        logging.captureWarnings(capture=False)
        logger.removeHandler(handler)
    assert lines == [line for line in lines if ADDRESS not in line]
    assert len(lines) == 1


def test_numbers_and_names_of_our_tasks_are_told() -> None:
    line = line_of("Task %(name)s[%(id)s] took %(runtime)ss", {
        "name": "records.tasks.send_due_messages", "id": "0d3f7f0a", "runtime": 0.25,
    })  # fmt: skip
    assert line["event"] == "Task records.tasks.send_due_messages[…] took 0.25s"
    assert line_of("Connected to %s", "redis://:secret-word@127.0.0.1:6379/0")["event"] == "Connected to …"
    assert line_of("50 %% of %d", 3)["event"] == "50 % of 3"
    assert line_of("100 % done")["event"] == "100 % done"


def test_fields_of_the_list_are_told_and_others_are_not() -> None:
    line = line_of("messages handled", state={"sent": 2}, email=ADDRESS)
    assert line["state"] == {"sent": 2}
    assert ADDRESS not in json.dumps(line)


def fail() -> None:
    raise ValueError(ADDRESS)


def test_a_mistake_is_told_by_class_and_place_alone() -> None:
    with pytest.raises(ValueError, match="demo") as caught:
        fail()
    told = (ValueError, caught.value, caught.value.__traceback__)
    record = logging.getLogger("x").makeRecord(
        "x", logging.ERROR, __file__, 1, "failed for %s", (ADDRESS,), told
    )
    line = json.loads(JsonLines().format(record))
    assert (line["error_class"], line["event"]) == ("ValueError", "failed for …")
    assert line["at_code"][-1].endswith(" fail")
    assert ADDRESS not in json.dumps(line)


def test_what_is_no_text_is_told_by_its_class() -> None:
    assert line_of(ValueError(ADDRESS))["event"] == "ValueError"
