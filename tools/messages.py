"""`make messages`: gathers every translatable word into locale/ and says what has no translation.

Gathering needs GNU gettext (xgettext and msgmerge). Compiling does not: polib makes the .mo files, see `setup`.
"""

import os
import subprocess
import sys
from pathlib import Path

from tools import environment, machine, say, services, setup
from tools.places import ROOT, VENV_PYTHON
from tools.say import Stop, step

LANGUAGES = ("es",)
NOT_OURS = (".venv", "node_modules", "build", "var", "tests", "tools")
# Two forms, one and many: enough for English and Spanish. A language with more names its own rule here.
PLURALS = {"es": "nplurals=2; plural=(n != 1);"}


def main() -> int:
    setup.prepare("code")
    for name in ("xgettext", "msgmerge"):
        if not machine.find_program([name]):
            machine.apt_install(["gettext"], f"Gathering words needs {name} of GNU gettext.")
    with services.using("test") as addresses, step("Gathering words from code and templates"):
        _gather(os.environ | environment.variables("test", addresses))
        _in_environment("tidy")
    setup.translations()
    _in_environment("count")
    return 0


def files() -> list[Path]:
    return sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))


def _gather(env: dict[str, str]) -> None:
    for language in LANGUAGES:
        (ROOT / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    languages = [part for one in LANGUAGES for part in ("--locale", one)]
    ignored = [part for one in NOT_OURS for part in ("--ignore", f"{one}/*")]
    settings = ["--add-location=file", "--no-wrap", "--no-obsolete"]
    command = [VENV_PYTHON, "manage.py", "makemessages", *languages, *ignored, *settings]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"Words could not be gathered:\n{done.stderr.strip()[-1500:]}")


def _in_environment(task: str) -> None:
    """polib lives in the environment, not on the machine."""
    subprocess.run([VENV_PYTHON, "-m", "tools.messages", task], cwd=ROOT, check=True)


def tidy() -> None:
    """The same words always make the same file: no names, no dates, no guesses, in the order of the sources."""
    import polib  # noqa: PLC0415

    for path in files():
        language = path.parts[-3]
        words = polib.pofile(str(path), wrapwidth=0)
        words.header = (
            f"Convene, {language}. Made by `make messages`; how to add a language: docs/translations.md"
        )
        words.metadata_is_fuzzy = []
        words.metadata = {
            "Project-Id-Version": "Convene",
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": PLURALS.get(language, words.metadata.get("Plural-Forms", "")),
        }
        entries = [entry for entry in words if not entry.obsolete]
        for entry in entries:
            _drop_guess(entry)
            entry.occurrences.sort()
        entries.sort(key=lambda entry: entry.occurrences[0])
        words[:] = entries
        words.save()


def _drop_guess(entry: "polib.POEntry") -> None:  # type: ignore[name-defined]  # noqa: F821
    """A translation guessed from a similar sentence is worse than English: nobody has read it."""
    if entry.fuzzy:
        entry.flags.remove("fuzzy")
        entry.msgstr = ""
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
    entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None


def count() -> None:
    import polib  # noqa: PLC0415

    for path in files():
        words = polib.pofile(str(path))
        missing = words.untranslated_entries()
        print(
            f"    {path.relative_to(ROOT)}: {len(words) - len(missing)} translated, {len(missing)} in English"
        )


if __name__ == "__main__":
    say.guarded({"tidy": tidy, "count": count}[sys.argv[1]] if sys.argv[1:] else main)
