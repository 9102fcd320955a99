"""`make messages`: gathers every translatable word into locale/es and says what has no translation."""

import os
import subprocess

from tools import environment, machine, say, services, setup
from tools.places import ROOT, VENV_PYTHON
from tools.say import Stop, step

LANGUAGES = ("es",)
NOT_OURS = (".venv", "node_modules", "build", "var", "tests", "tools")
COUNT = (
    "import sys, polib\n"
    "for name in sys.argv[1:]:\n"
    "    po = polib.pofile(name)\n"
    "    print(f'    {name}: {len(po.untranslated_entries())} words without translation,"
    " {len(po.fuzzy_entries())} to look at again')"
)


def main() -> int:
    setup.prepare("code")
    if not machine.find_program(["xgettext"]):
        machine.apt_install(["gettext"], "Gathering words needs xgettext.")
    with services.using("test") as addresses, step("Gathering words from code and templates"):
        languages = [part for one in LANGUAGES for part in ("--locale", one)]
        ignored = [part for one in NOT_OURS for part in ("--ignore", f"{one}/*")]
        for language in LANGUAGES:
            (ROOT / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        command = [
            VENV_PYTHON,
            "manage.py",
            "makemessages",
            *languages,
            *ignored,
            "--add-location=file",
            "--no-wrap",
        ]
        env = os.environ | environment.variables("test", addresses)
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Stop(f"Words could not be gathered:\n{done.stderr.strip()[-1500:]}")
    setup.translations()
    files = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))]
    subprocess.run([VENV_PYTHON, "-c", COUNT, *files], cwd=ROOT, check=False)
    return 0


if __name__ == "__main__":
    say.guarded(main)
