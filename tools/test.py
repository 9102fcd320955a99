"""`make test`: sets up, checks, runs every test on two cores. For some: make test ARGS="-k rsvp"."""

import os
import signal
import subprocess
import sys

from tools import check, environment, say, services, setup
from tools.places import ROOT, VENV_PYTHON


def main() -> int:
    words = sys.argv[1:]
    say.line("Getting ready to test.")
    setup.prepare("test")
    with services.using("test") as addresses:
        failed = []
        if not words:
            say.line("Checking the code.")
            failed = check.run(addresses)
        say.line("Running the tests.")
        code = run_tests(words, addresses)
    if failed:
        say.line(f"Checks that failed: {', '.join(failed)}")
    return code or (1 if failed else 0)


def run_tests(words: list[str], addresses: dict[str, str]) -> int:
    env = os.environ | environment.variables("test", addresses)
    browser = setup.chromium()
    if browser:
        env["CHROMIUM"] = str(browser)
    # One test database per checkout, so that two runs on one server do not meet.
    env.setdefault("TEST_DATABASE_NAME", "test_convene_suite")
    spread = [] if "-n" in words else ["-n", "2", "--dist", "worksteal"]
    command = [str(VENV_PYTHON), "-m", "pytest", "-q", *spread, "--durations=10", *words]
    # In a session of its own: Ctrl-C reaches us, we pass it on once, and pytest closes its databases and browsers.
    pytest = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
    interruptions = 0
    while True:
        try:
            return pytest.wait()
        except KeyboardInterrupt:
            interruptions += 1
            os.killpg(pytest.pid, signal.SIGINT if interruptions == 1 else signal.SIGKILL)


if __name__ == "__main__":
    say.guarded(main)
