"""Keeps a number of sender processes alive, as a service manager would; prints the pid of each it starts.

The program is loaded once and forked, so that a killed sender is back within milliseconds. It ends with its
standard input, so nothing is left behind when the test process dies.
"""

import os
import select
import signal
import sys

import django
from django.core.management import call_command


def main(senders: int) -> None:
    django.setup()
    alive: set[int] = set()
    while not select.select([sys.stdin], [], [], 0.02)[0]:
        while alive and (gone := os.waitpid(-1, os.WNOHANG)[0]):
            alive.discard(gone)
        while len(alive) < senders:
            pid = os.fork()
            if pid == 0:
                call_command("send_due_messages", "--watch")
                os._exit(0)
            alive.add(pid)
            print(pid, flush=True)  # noqa: T201 - that is how the test learns of it
    for pid in alive:
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]))
