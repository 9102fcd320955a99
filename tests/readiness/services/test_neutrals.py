from readiness.models import NeutralProvider
from readiness.services import neutrals
from records.models import AuditEvent
from tests.factories.readiness import TODAY, NeutralFactory


def test_a_number_that_works_is_noted_once_a_day(agency, liaison):
    row = NeutralFactory(agency=agency)
    for _ in range(2):
        neutrals.check_number(by=liaison, neutral=row, today=TODAY)
    assert NeutralProvider.objects.get().number_checked_on == TODAY
    assert AuditEvent.objects.get().kind == "number_checked"


def test_checking_a_number_disturbs_nobody_who_writes(agency, liaison):
    """It is no change of what people fill in, so a form that is open meanwhile stays good."""
    row = NeutralFactory(agency=agency)
    assert neutrals.check_number(by=liaison, neutral=row, today=TODAY).version == row.version
    assert NeutralProvider.objects.get().version == 1
