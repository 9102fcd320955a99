"""What the clock nudges in this room."""

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from accounts.services import sign_in
from accounts.tasks import forget_ended_sign_ins


def test_ended_sign_ins_are_forgotten_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[bool] = []
    monkeypatch.setattr(sign_in, "forget_ended", lambda: called.append(True))
    name = settings.CELERY_BEAT_SCHEDULE["forget-ended-sign-ins"]["task"]
    assert import_string(name) is forget_ended_sign_ins
    forget_ended_sign_ins()
    assert called == [True]
