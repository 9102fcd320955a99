import pytest

from readiness.errors import WarningsNotRead
from readiness.forms.statements import AddStatementForm, ApproveForm
from tests.factories.readiness import TODAY

pytestmark = pytest.mark.django_db


def test_line_breaks_stay_one_sign(agency):
    key = AddStatementForm(agency=agency)["form_key"].value()
    typed = {
        "form_key": key,
        "name": "First",
        "incident_kind": "",
        "text_en": "One\r\n\r\nTwo",
        "text_es": "",
    }
    form = AddStatementForm(typed, agency=agency)
    assert form.is_valid(), form.errors
    assert form.values()["text_en"] == "One\n\nTwo"


def test_a_text_too_long_is_kept_and_told(agency):
    form = AddStatementForm({"text_en": "x" * 3001}, agency=agency)
    assert form.errors["text_en"] == ["Use at most 3000 characters; this has 3001."]
    assert form["text_en"].value() == "x" * 3001


def test_the_tick_is_asked_for_only_where_something_was_found():
    assert "has_looked" not in ApproveForm(today=TODAY, version=1, has_findings=False).fields
    form = ApproveForm({}, today=TODAY, version=1, has_findings=True)
    form.is_valid()
    form.refuse(WarningsNotRead())
    assert "second look" in form.errors["has_looked"][0]
