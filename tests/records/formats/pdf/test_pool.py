"""One press for each process: shared by threads, not by forks, replaced when it is gone or worn."""

import io
import json
import os
import signal
import threading
import time
from pathlib import Path

import pypdf
import pytest

from records.errors import Refusal
from records.formats import pdf
from records.formats.errors import BindingTookTooLong, DocumentNotMade, PressBusy
from records.formats.pdf import pool, press
from records.formats.pdf.pool import POOL, Pool


def render(words: str = "x") -> bytes:
    return pdf.render(f"<h1>{words}</h1>", lang="en", title=words)


def press_id() -> int:
    render()
    return POOL._press.process.pid


def job(**changes: object) -> bytes:
    section = {"html": "<p>x", "lang": "en", "title": "x", "styles": ["base"]} | changes
    return json.dumps({"sections": [section], "lang": "en", "title": "x", "paper": "letter"}).encode()


def test_press_stays_warm():
    assert press_id() == press_id()


def test_press_of_a_large_program_stays_warm():
    """What a process took before it became a press counts in `ru_maxrss` as its own, that of its parent as well."""
    POOL.close()
    large = b"x" * (press.MAX_RESIDENT_KB + 50_000) * 1024  # the next press is a child of this
    first = press_id()
    del large
    assert press_id() == first


def test_threads_each_get_their_own_document():
    made = {}
    threads = [
        threading.Thread(target=lambda n=n: made.update({n: render(f"Number {n}")})) for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {n: pypdf.PdfReader(io.BytesIO(each)).metadata.title for n, each in made.items()} == {
        n: f"Number {n}" for n in range(12)
    }


def test_bound_document_tells_how_far_it_is():
    told: list[int] = []
    sections = [pdf.Section(f"<h1>Part {n}", "en", f"Part {n}") for n in (1, 2, 3)]
    made = pdf.bind(sections, lang="en", title="Pack", on_section=told.append)
    assert (made.content[:5], made.pages) == (b"%PDF-", len(sections))
    assert told == [1, 2, 3]


def test_who_no_longer_wants_it_stops_the_press():
    def stop(number: int) -> None:
        raise KeyError(number)

    before = press_id()
    with pytest.raises(KeyError):
        pdf.bind([pdf.Section("<p>x", "en", "x")] * 3, lang="en", title="Pack", on_section=stop)
    assert press_id() != before


def test_bound_document_has_a_limit_for_all_of_it(monkeypatch):
    press_id()  # warm
    monkeypatch.setattr(pool, "BINDING_SECONDS", 0)
    with pytest.raises(Refusal):
        pdf.bind([pdf.Section("<p>x", "en", "x")] * 3, lang="en", title="Pack")


def test_sections_that_are_quick_enough_can_be_too_slow_together(monkeypatch):
    press_id()  # warm
    monkeypatch.setattr(pool, "BINDING_SECONDS", 1)
    section = pdf.Section("<p>" + "word " * 15_000, "en", "x")  # part of a second, on any machine
    with pytest.raises(BindingTookTooLong):
        pdf.bind([section] * 20, lang="en", title="Pack")


def test_press_that_was_ended_is_replaced():
    gone = press_id()
    os.kill(gone, signal.SIGKILL)
    assert render().startswith(b"%PDF-")
    assert POOL._press.process.pid != gone


def test_press_that_refused_is_replaced():
    before = press_id()
    with pytest.raises(DocumentNotMade):
        POOL.make(job(styles=["no-such-style"]))
    assert press_id() != before


def test_press_is_replaced_before_it_wears_out(monkeypatch):
    before = press_id()
    for _ in range(4):
        assert press_id() == before
        pdf.bind([pdf.Section("<p>x", "en", "x")] * 50, lang="en", title="Pack")
    assert press_id() != before


def test_forked_process_starts_its_own_press():
    mine = press_id()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        answer = b"nothing"
        try:
            answer = f"{press_id()} {len(render())}".encode()
            POOL.close()
        finally:
            os.write(writing, answer)
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:  # noqa: PTH123 -- a file descriptor
        its, length = pipe.read().split()
    os.waitpid(child, 0)
    assert int(its) != mine
    assert int(length) > 1000
    assert press_id() == mine


def test_fork_while_another_thread_prints_does_not_hang():
    printing = threading.Thread(target=lambda: [render(str(n)) for n in range(30)])
    printing.start()
    time.sleep(0.05)
    child = os.fork()
    if child == 0:
        try:
            done = render().startswith(b"%PDF-")
            POOL.close()
        except BaseException:  # noqa: BLE001
            done = False
        os._exit(0 if done else 1)
    _, status = os.waitpid(child, 0)
    printing.join()
    assert status == 0


def test_press_ends_when_its_program_does():
    alone = Pool()
    alone.make(job())
    process = alone._press.process
    alone._press.let_go()
    assert process.wait(timeout=5) == 0


def test_waiting_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(pool, "WAIT_SECONDS", 0.05)
    with POOL._lock, pytest.raises(PressBusy) as refused:
        render()
    assert "Try again" in refused.value.sentence


@pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="only Linux shows a process's environment"
)
def test_press_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_CANARY", "canary-5512")
    alone = Pool()
    alone.make(job())
    known = Path(f"/proc/{alone._press.process.pid}/environ").read_bytes()
    alone.close()
    assert b"canary-5512" not in known
    names = {entry.partition(b"=")[0] for entry in known.split(b"\0") if entry}
    assert not {b"SECRET_KEY", b"LINK_KEY", b"DATABASE_URL", b"REDIS_URL"} & names
