from records.models import AuditEvent
from tests.factories.readiness import CallFactory
from tests.readiness.pages import at, told, typed


def test_a_folder_is_printed_and_the_record_knows(agency, officer):
    CallFactory(agency=agency)
    address = at(agency, "folder-print")
    answer = officer.post(address, typed(officer.get(address), parts=["calls"]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert AuditEvent.objects.get().details["parts"] == ["calls"]


def test_nothing_chosen_is_told(agency, browser):
    page = browser.post(at(agency, "folder-print"), {"paper": "a4"})
    assert "Tick at least one part." in told(page)
    assert not AuditEvent.objects.exists()


def test_the_agencys_paper_is_chosen_already(agency, browser):
    agency.paper_size = "a4"
    agency.save()
    assert browser.get(at(agency, "folder-print")).context["form"]["paper"].value() == "a4"
