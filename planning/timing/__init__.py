"""Pure arithmetic of plans and agendas: due dates from anchors, clock times from minutes. No Django, no clock.

`dates` counts the due days of plan steps. The rest is about agendas and works on any list of items (`Timed`): rows,
items of a release, items that were never saved. docs/agendas.md tells the rules and where they come from.
"""

from planning.timing.dates import Anchors as Anchors
from planning.timing.dates import comes_back as comes_back
from planning.timing.dates import due_date as due_date
from planning.timing.dates import next_turn as next_turn
from planning.timing.schedule import Place as Place
from planning.timing.schedule import Schedule as Schedule
from planning.timing.schedule import Span as Span
from planning.timing.schedule import Timed as Timed
from planning.timing.schedule import schedule as schedule
