"""Room for the frames of calls that go deep, as those of templates and layouts do.

CPython (3.11 to 3.13) keeps frames in pieces of 16 kB. A call that crosses the end of a piece has the kernel map the
next one, and unmap it on return: 7 microseconds instead of 0.03, for each call that a loop makes at such an end. What
runs in a frame that is large itself has all its calls in one large piece. docs/adr/0009-calls-have-room.md
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

# Of eight bytes: with the frame itself more than half a megabyte, so the piece is of one, and half of it is free. A
# thousand calls, where Python ends a recursion, take a quarter. Memory that nothing writes to is none.
SLOTS = 66_000

Given = ParamSpec("Given")
Result = TypeVar("Result")


def with_room(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """The same function; what it calls is as quick at any depth."""

    @wraps(function)
    def call(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        return function(*args, **kwargs)

    call.__code__ = call.__code__.replace(co_stacksize=SLOTS)
    return call
