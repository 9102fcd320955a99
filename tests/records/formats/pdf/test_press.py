"""The press gives away what it does not need; Python itself then refuses it."""

import json
import subprocess
import sys

import pytest

from records.formats.pdf import press

TRIES = {
    "socket": "import socket; socket.socket()",
    "lookup": "import socket; socket.getaddrinfo('localhost', 80)",
    "program": "import subprocess; subprocess.run(['true'])",
    "shell": "import os; os.system('true')",
    "fork": "import os; os.fork()",
    "read a file": "open('/etc/passwd')",
    "read settings": "open(ROOT / 'config' / 'settings.py')",
    "write a file": "open('press-canary', 'w')",
    "remove a file": "import os; os.remove('press-canary')",
}


@pytest.mark.parametrize("name", TRIES)
def test_press_may_not(name):
    code = (
        f"import sys; sys.path.insert(0, {str(press.ROOT)!r})\n"
        "from records.formats.pdf.press import ROOT, give_away\n"
        "give_away()\n"
        f"try:\n    {TRIES[name]}\nexcept PermissionError:\n    sys.stdout.write('refused')\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "refused"


def test_its_own_files_may_be_read():
    press.refuse("open", (str(press.ROOT / "records" / "formats" / "pdf" / "press.py"), "r", 0))
    press.refuse("import", ("weasyprint",))


def test_trouble_becomes_an_answer():
    class Typesetter:
        def make(self, **_job):
            raise RecursionError

    head, body = press.make(Typesetter(), json.dumps({}).encode(), lambda _number: None)
    assert head == {"refused": "too_large", "why": "RecursionError"}
    assert body == b""
