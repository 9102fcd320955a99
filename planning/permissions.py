"""Who works on plans and agendas: it follows from the seat in the dialogue."""

from accounts.models import User
from accounts.permissions import Decision
from dialogues import permissions as dialogue_permissions
from dialogues.models import Dialogue


def may_work_on_plan(by: User, dialogue: Dialogue) -> Decision:
    return dialogue_permissions.may_plan(by, dialogue)


def may_change_agenda(by: User, dialogue: Dialogue) -> Decision:
    return dialogue_permissions.may_change_agenda(by, dialogue)
