import pytest

from accounts.errors import NotAllowed
from accounts.roles import Role
from readiness.services import folder
from records.models import AuditEvent
from tests.factories.readiness import member


def test_who_printed_what_stays_in_the_record(agency):
    officer = member(agency, Role.RECORDS_OFFICER)
    folder.record_print(by=officer, agency=agency, parts=["calls", "map"])
    event = AuditEvent.objects.get()
    assert (event.sentence, event.details["parts"]) == (
        f"{officer.full_name} exported the readiness folder",
        ["calls", "map"],
    )


def test_who_may_not_read_does_not_print(agency):
    with pytest.raises(NotAllowed):
        folder.record_print(by=member(agency, Role.FACILITATOR), agency=agency, parts=["calls"])
