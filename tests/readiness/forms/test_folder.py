from readiness.choices import FolderPart
from readiness.forms.folder import FolderForm


def test_everything_is_ticked_at_first():
    assert FolderForm()["parts"].value() == FolderPart.values


def test_a_folder_of_nothing_is_refused():
    form = FolderForm({"paper": "letter"})
    assert form.errors == {"parts": ["Tick at least one part."]}
