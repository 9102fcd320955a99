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
        migrated = start_migrating(addresses)
        if not words:
            say.line("Checking the code.")
            failed = check.run(addresses)
        say.line("Running the tests.")
        code = run_tests(words, addresses, template=migrated.communicate()[0].strip())
    if failed:
        say.line(f"Checks that failed: {', '.join(failed)}")
    return code or (1 if failed else 0)


def variables(addresses: dict[str, str]) -> dict[str, str]:
    """Containers often forbid Python to keep what it compiled. Tests start a hundred processes, and pytest rewrites
    each assertion: once is enough. (An empty value takes such a ban back.)"""
    return os.environ | environment.variables("test", addresses) | {"PYTHONDONTWRITEBYTECODE": ""}


def database_name() -> str:
    """One test database per checkout, so that two runs on one server do not meet."""
    return os.environ.get("TEST_DATABASE_NAME") or "test_convene_suite"


def start_migrating(addresses: dict[str, str]) -> subprocess.Popen[str]:
    """Makes the database that the test processes copy, and prints its name. Where it fails, the name is empty: the
    tests migrate for themselves then, and say what is wrong."""
    return subprocess.Popen(
        [str(VENV_PYTHON), "-m", "tests.database", f"{database_name()}_from"],
        cwd=ROOT, env=variables(addresses), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def run_tests(words: list[str], addresses: dict[str, str], *, template: str = "") -> int:
    env = variables(addresses)
    browser = setup.chromium()
    if browser:
        env["CHROMIUM"] = str(browser)
    env |= {"TEST_DATABASE_NAME": database_name(), "TEST_DATABASE_TEMPLATE": template}
    # Each has a browser, a press and a database beside it, and waits for them: three keep two processors busy.
    processes = str(max(3, min((os.cpu_count() or 2) * 3 // 2, 8)))
    spread = [] if "-n" in words else ["-n", processes, "--dist", "worksteal"]
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
