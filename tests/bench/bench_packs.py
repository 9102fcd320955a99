"""What print packs cost: the facilitator's copy of 25 items against WeasyPrint alone, a full pack, a queue of packs.

The worker's own loop prints (planning.tasks.print_packs), on a database of its own. Of a queue, the first twenty packs
are set against the last twenty, in processor time, so that other work on the machine does not count. `PACKS=200`
makes the queue as long as the promise says; by default it is short, so that the run stays below four minutes.
"""

import json
import os
import resource
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ["TEST_DATABASE_NAME"] = "convene_bench_packs"
os.environ["CONVENE_ENV"] = "development"
os.environ["FONTCONFIG_FILE"] = str(ROOT / "static" / "pdf" / "fonts.conf")
os.environ.setdefault("XDG_CACHE_HOME", str(ROOT / "var" / "cache"))

import django  # noqa: E402

django.setup()

from django.test.utils import setup_test_environment  # noqa: E402
from weasyprint import CSS, HTML  # noqa: E402 -- the fonts are chosen when it is imported

from planning import tasks  # noqa: E402
from planning.choices import PackLanguage, PackPart, RoomKind  # noqa: E402
from planning.exports.agendas import agenda_section  # noqa: E402
from planning.models import Agenda, PackFile, PrintPack  # noqa: E402
from records.formats import pdf  # noqa: E402
from records.formats.pdf.pool import POOL  # noqa: E402
from tests.bench.weights import own_database  # noqa: E402
from tests.factories.dialogues import DialogueFactory, SessionFactory  # noqa: E402
from tests.factories.planning import AgendaBlockFactory, PrintPackFactory, printed, started_agenda  # noqa: E402

ITEMS, ROUNDS = 25, 12
PACKS = int(os.environ.get("PACKS", "40"))
ENDS = 20
MOST_RATIO, MOST_SECONDS, MOST_MB = 1.3, 10, 400
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    setup_test_environment()
    with own_database():
        agenda = agenda_of_25()
        against_weasyprint_alone(agenda)
        full_pack(agenda)
        queue(agenda)
    POOL.close()


def agenda_of_25() -> Agenda:
    """The partnership day, made longer with items of ordinary length."""
    session = SessionFactory(
        starts_at=datetime(2026, 12, 9, 15, 0, tzinfo=UTC),
        minutes=600,
        dialogue=DialogueFactory(title="Bench dialogue"),
        languages=["en", "es"],
    )
    agenda = started_agenda(session, format_key="spcp_day")
    words = "Say who is in the room and why. Leave time to answer, and write down what was said, not who said it. "
    for position in range(agenda.blocks.count() + 1, ITEMS + 1):
        AgendaBlockFactory(
            agenda=agenda, position=position, lead="Facilitator", purpose=words[:60], instructions=words * 3,
            script=words * 2, materials="Pens, Paper, Cards",
        )  # fmt: skip
    return agenda


def against_weasyprint_alone(agenda: Agenda) -> None:
    html = agenda_section(printed(agenda), version="facilitator", language="en").html
    sheet = (ROOT / "static" / "pdf" / "base.css").read_text()

    def alone() -> bytes:
        return HTML(string=html).write_pdf(stylesheets=[CSS(string=sheet)], pdf_variant="pdf/ua-1")

    def ours() -> bytes:
        return pdf.render(html, lang="en", title="Agenda")

    alone(), ours()
    pairs = [(seconds(alone), seconds(ours)) for _ in range(ROUNDS)]
    weasyprint, press = (statistics.median(side) for side in zip(*pairs, strict=True))
    tell(
        "facilitator_pdf",
        items=ITEMS,
        weasyprint_ms=round(weasyprint * 1000),
        render_ms=round(press * 1000),
        ratio=round(press / weasyprint, 2),
        bar=MOST_RATIO,
    )


def ask(agenda: Agenda, parts: list[str], language: str) -> PrintPack:
    return PrintPackFactory(
        agenda=agenda, parts=parts, language=language, room=RoomKind.ROUND_TABLES, tables=8
    )


def full_pack(agenda: Agenda) -> None:
    """Twelve parts in one language, as promised; then all fourteen in two."""
    everything = list(PackPart.values)
    for name, parts, language in (
        ("pack_of_12", everything[:12], PackLanguage.ENGLISH),
        ("pack_of_14_in_two_languages", everything, PackLanguage.BOTH),
    ):
        ask(agenda, parts, language)
        taken = seconds(lambda: tasks.print_packs(seconds=0))
        file = PackFile.objects.latest("pk")
        if file.pack.state != "ready":
            raise SystemExit(f"not made: {file.pack.reason}")
        kb = len(bytes(file.content)) // 1024
        tell(name, seconds=round(taken, 2), bar=MOST_SECONDS, kb=kb, documents=file.pack.total, **peaks())


def queue(agenda: Agenda) -> None:
    for _ in range(PACKS):
        ask(agenda, list(PackPart.values)[:12], PackLanguage.ENGLISH)
    used, sizes = [], []
    begun = time.monotonic()
    while True:
        before, press = processor_seconds()
        if not tasks.print_packs(seconds=0):
            break
        after, now = processor_seconds()
        used.append(after - before if press == now else 0.0)
        sizes.append(resident_mb(os.getpid()) + resident_mb(press_id()))
    used_same = [value for value in used if value]
    first, last = statistics.median(used_same[:ENDS]), statistics.median(used_same[-ENDS:])
    tell(
        "queue",
        packs=len(used),
        packs_per_core_minute=round(60 / statistics.mean(used_same), 1),
        processor_seconds_first_20=round(first, 2),
        processor_seconds_last_20=round(last, 2),
        ratio=round(last / first, 2),
        mb_first_20=round(statistics.mean(sizes[:ENDS])),
        mb_last_20=round(statistics.mean(sizes[-ENDS:])),
        seconds=round(time.monotonic() - begun),
        **peaks(),
    )


def seconds(call) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def press_id() -> int:
    press = POOL._press
    return press.process.pid if press else 0


def processor_seconds() -> tuple[float, int]:
    """Of this process and its press, and which press that is."""
    own, press = resource.getrusage(resource.RUSAGE_SELF), press_id()
    stat = Path(f"/proc/{press}/stat").read_text().rpartition(")")[2].split() if press else []
    child = (int(stat[11]) + int(stat[12])) / TICKS if stat else 0.0
    return own.ru_utime + own.ru_stime + child, press


def resident_mb(process: int, field: str = "VmRSS") -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return 0.0


def peaks() -> dict[str, float]:
    """This process holds WeasyPrint as well, to compare; a worker does not, and is smaller."""
    return {
        "peak_mb_press": round(resident_mb(press_id(), "VmHWM")),
        "peak_mb_this_process": round(resident_mb(os.getpid(), "VmHWM")),
        "bar_mb": MOST_MB,
    }


def tell(name: str, **figures: object) -> None:
    print(json.dumps({"bench": "packs", "case": name, **figures}), flush=True)


if __name__ == "__main__":
    main()
