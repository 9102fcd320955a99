"""The environment for work by hand: starts the services, leaves them running, prints lines to `eval`.

eval "$(python3 -m tools.env test)"      # or: run
python3 -m tools.env stop test
"""

import contextlib
import os
import shlex
import sys

from tools import environment, say, services

SETS = ("run", "test")


def main() -> int:
    words = [word for word in sys.argv[1:] if word in SETS]
    name = words[0] if words else "test"
    if "stop" in sys.argv[1:]:
        services.let_go(name)
        return 0
    with contextlib.redirect_stdout(sys.stderr):
        variables = environment.variables(name, services.keep(name))
    for key, value in variables.items():
        if os.environ.get(key) != value:
            say.line(f"export {key}={shlex.quote(value)}")
    return 0


if __name__ == "__main__":
    say.guarded(main)
