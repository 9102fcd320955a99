"""The stakeholder map as a table. Safety needs stay in the program: a file travels further than one thinks."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Agency
from readiness.summaries.organizations import file_rows

HEADER = (
    gettext_lazy("Category"),
    gettext_lazy("Organization or office"),
    gettext_lazy("Public contact"),
    gettext_lazy("Phone"),
    gettext_lazy("E-mail address"),
    gettext_lazy("How they are best reached"),
    gettext_lazy("Languages"),
    gettext_lazy("Trusted messenger"),
    gettext_lazy("Bridge-builder"),
    gettext_lazy("Who holds the relationship"),
    gettext_lazy("Last talk"),
)


def rows_of(agency: Agency) -> Iterator[tuple[object, ...]]:
    """One row for each organization, by category."""
    for row in file_rows(agency):
        yield (
            row.get_category_display(),
            row.name,
            row.contact,
            row.phone,
            row.email,
            row.reached_by,
            row.language_names,
            _("Yes") if row.is_messenger else _("No"),
            _("Yes") if row.is_bridge_builder else _("No"),
            row.holder.full_name if row.holder else row.holder_office,
            row.last_contact_on,
        )
