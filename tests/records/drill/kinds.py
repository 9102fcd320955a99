"""A kind of message that only tests know; its letters can be told to fail, to withdraw or to kill their sender."""

import os
import signal
from collections.abc import Callable
from datetime import datetime
from typing import Any

from records.models import Message
from records.registers import Letter, MessageKind, Waits, Withdrawn

freezing: list[object] = []  # letters while whose result is written their sender stops


def freeze_while_saving(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """For `connection.execute_wrappers`: stops the process when the result is written and not yet committed."""
    result = execute(sql, params, many, context)
    if freezing and sql.startswith('UPDATE "records_messageattempt"'):
        freezing.clear()
        os.kill(os.getpid(), signal.SIGSTOP)
    return result


def prepare(message: Message, now: datetime) -> Letter | Withdrawn | Waits:
    """Composes what the context asks for; `die` and `freeze` do that to the process here, while it holds the lease."""
    asked = message.context
    if asked.get("freeze_saving"):
        freezing.append(message.pk)
    for wish, sign in (("die", signal.SIGKILL), ("freeze", signal.SIGSTOP)):
        if asked.get(wish) and os.environ.get("DRILL_MAY_DIE"):
            os.kill(os.getpid(), sign)
    if asked.get("fail"):
        raise ZeroDivisionError("a mistake in composing, with resident@example.test in its text")
    if asked.get("withdraw"):
        return Withdrawn(asked["withdraw"], "the session moved")
    if asked.get("wait"):
        return Waits("a person holds it back")
    name = message.recipient.replace(":", "-")
    return Letter(to=f"{name}@example.test", subject=f"Drill for {name}", text="It is only a drill.\n")


RESEND = MessageKind("drill", "Drill", prepare)
HOLD = MessageKind("drill_held", "Sensitive drill", prepare, when_unsure="hold", is_essential=True)
NOTICE = MessageKind("drill_notice", "Change notice", prepare, is_essential=True)
KINDS = (RESEND, HOLD, NOTICE)
