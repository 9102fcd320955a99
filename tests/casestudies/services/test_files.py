"""The library follows the files: once, again, changed, dropped, put back."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.utils import timezone

from casestudies import content
from casestudies.models import CaseVersion, PublishedCase
from casestudies.services import files, publishing
from records.models import AuditEvent
from tests.factories.casestudies import CaseStudyFactory, whole_body

pytestmark = pytest.mark.django_db


def version_numbers(key: str) -> list[int]:
    return sorted(CaseVersion.objects.filter(case__key=key).values_list("number", flat=True))


def test_a_fresh_database_holds_every_case_without_an_event() -> None:
    assert set(PublishedCase.objects.values_list("key", flat=True)) == {case.key for case in content.cases()}
    assert not AuditEvent.objects.exists()


def test_running_it_again_changes_nothing() -> None:
    assert files.sync() == 0
    call_command("migrate", verbosity=0, interactive=False)
    assert CaseVersion.objects.count() == len(content.cases())


def changed(key: str, **values: object) -> list[content.Case]:
    return [replace(case, **values) if case.key == key else case for case in content.cases()]


def test_a_newer_file_makes_a_new_version_and_the_old_one_stays() -> None:
    assert files.sync(cases=changed("erie", situation="Eighty leaders met.", version=2)) == 1
    case = PublishedCase.objects.get(key="erie")
    assert (case.situation, version_numbers("erie")) == ("Eighty leaders met.", [1, 2])
    old = CaseVersion.objects.select_related("case").get(case=case, number=1)
    assert old.shown.situation == content.case("erie").situation
    assert AuditEvent.objects.get().sentence == "Convene published version 2 of the case study “Erie, PA”"


def test_a_dropped_file_withdraws_the_case_with_a_trace() -> None:
    files.sync(cases=[case for case in content.cases() if case.key != "erie"])
    case = PublishedCase.objects.get(key="erie")
    assert case.withdrawn_at is not None
    assert case.withdrawal_reason in AuditEvent.objects.get().sentence
    assert version_numbers("erie") == [1]
    assert files.sync(cases=[case for case in content.cases() if case.key != "erie"]) == 0


def test_a_file_that_comes_back_stands_in_the_library_again() -> None:
    files.sync(cases=[case for case in content.cases() if case.key != "erie"])
    files.sync()
    case = PublishedCase.objects.get(key="erie")
    assert (case.withdrawn_at, case.withdrawal_reason, version_numbers("erie")) == (None, "", [1, 2])


def test_cases_that_people_wrote_are_left_alone() -> None:
    study = whole_body()
    publishing.put(key="demo-tx-2024", body=study, now=timezone.now(), study=CaseStudyFactory())
    assert files.sync() == 0
    assert PublishedCase.objects.get(key="demo-tx-2024").withdrawn_at is None


def test_what_is_searched_follows_the_program_without_a_new_version() -> None:
    PublishedCase.objects.filter(key="erie").update(words="As an older program wrote it.")
    files.sync()
    assert "Use of force" in PublishedCase.objects.get(key="erie").words
    assert version_numbers("erie") == [1]
    assert publishing.renew_words() == 0
