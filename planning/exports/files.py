"""The agenda for a word processor and for a spreadsheet: the facilitator's copy, without anybody's name."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.exports.mastheads import beside
from planning.exports.rows import Row, materials_of
from planning.exports.sheets import Brief, next_session, printed_rows
from records.formats import csv
from records.formats.docx import Writer
from records.timing import EN_DASH, spell_moment, spell_span, spell_time, spell_zone


def agenda_docx(brief: Brief) -> bytes:
    """Times, titles, who leads, what to do and say; in English, as the run of show."""
    session, rows = brief.session, printed_rows(brief, "en")
    with translation.override("en"):
        writer = Writer(
            title=_("Agenda: %(session)s") % {"session": session.title}, lang="en", paper=brief.paper
        )
        writer.heading(session.title, 1)
        writer.paragraph(spell_span(session.starts_at, session.ends_at, session.time_zone), label=_("When"))
        if told := beside(brief.view):
            writer.paragraph(told)
        if session.venue:
            writer.paragraph(", ".join(filter(None, (session.venue, session.address))), label=_("Where"))
        writer.table(
            [_("Begins"), _("Item"), _("Led by"), _("Minutes")],
            _glance(brief, rows),
        )
        if brief.view.ground_rules:
            writer.heading(_("Ground rules"), 2)
            writer.bullets(brief.view.ground_rules)
        if things := materials_of(rows):
            writer.heading(_("To bring"), 2)
            writer.bullets(things)
        for row in rows:
            _write_item(writer, brief, row)
        _write_end(writer, brief)
        return writer.save()


def _glance(brief: Brief, rows: list[Row]) -> Iterator[list[str]]:
    """A line for each item, with the minutes around it in which nothing is planned, and one for the end."""
    for row in rows:
        title = "\n".join((_title(row), *row.pauses))
        yield [_clock(brief, row), title, row.lead, str(row.minutes)]
    if rows:
        ends_at = spell_time(brief.view.ends_at, brief.session.zone)
        yield [ends_at, pgettext("of a session", "End"), "", str(brief.view.total)]


def _write_item(writer: Writer, brief: Brief, row: Row) -> None:
    writer.heading(f"{_clock(brief, row)}  {_title(row)}", 2)
    writer.paragraph(", ".join(filter(None, (row.kind, row.lead, _("%(n)d min") % {"n": row.minutes}))))
    if row.notes:
        writer.paragraph(" · ".join(row.notes))
    for paragraph in filter(None, (row.purpose, *row.instructions)):
        writer.paragraph(paragraph)
    for label, said in ((_("Say before, as it may be hard"), row.lead_in), (_("Say"), row.question)):
        for number, paragraph in enumerate(said):
            writer.paragraph(paragraph, label="" if number else label)
    if row.materials:
        writer.paragraph(", ".join(row.materials), label=_("Materials"))


def _write_end(writer: Writer, brief: Brief) -> None:
    following = next_session(brief.session)
    if following:
        told = spell_span(following.starts_at, following.ends_at, following.time_zone)
        writer.paragraph(told, label=_("Next session"))
    moment = spell_moment(brief.stamp.printed_at, brief.session.time_zone)
    writer.foot(f"{brief.stamp.words}, {_('printed %(moment)s') % {'moment': moment}}")


def agenda_csv(brief: Brief) -> Iterator[bytes]:
    """One line for each item. Date, times and zone are the venue's; minutes are what the program keeps."""
    header = [
        _("Date"),
        _("Begins"),
        _("Ends"),
        _("Time zone"),
        _("Minutes"),
        _("Title"),
        _("Title in Spanish"),
        _("Kind"),
        _("Led by"),
        _("Purpose"),
        _("What to do"),
        _("What to say"),
        _("Materials"),
        _("Notes"),
        _("On the participants’ copy"),
        _("Track"),
    ]
    spanish = {row.number: row.title for row in printed_rows(brief, "es")}
    return csv.write(header, (_cells(brief, row, spanish[row.number]) for row in printed_rows(brief, "en")))


def _cells(brief: Brief, row: Row, spanish: str) -> list[object]:
    begins, ends = (moment.astimezone(brief.session.zone) for moment in (row.starts_at, row.ends_at))
    zones = dict.fromkeys(
        (spell_zone(begins), spell_zone(ends))
    )  # both, for an item in which the clocks change
    return [
        begins.date(),
        begins.strftime("%H:%M"),
        ends.strftime("%H:%M"),
        EN_DASH.join(zones),
        row.minutes,
        row.title,
        spanish if spanish != row.title else "",
        row.kind,
        row.lead,
        row.purpose,
        "\n\n".join(row.instructions),
        "\n\n".join(row.script),
        ", ".join(row.materials),
        " · ".join(row.notes),
        _("yes") if row.is_for_participants else _("no"),
        row.track or "",
    ]


def _title(row: Row) -> str:
    return f"{row.title} ({row.beside})" if row.beside else row.title


def _clock(brief: Brief, row: Row) -> str:
    return spell_time(row.starts_at, brief.session.zone)
