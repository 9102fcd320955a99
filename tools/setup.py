"""Makes this checkout ready: environment, packages, front-end assets, system libraries, translations.

    python3 -m tools.setup [run|test]

Every step remembers what it was made from, so a second call does only what has changed.
"""

import ctypes
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tools import machine, programs
from tools.places import BUILD, LOCKS, ROOT, VAR, VENV, VENV_PYTHON
from tools.say import Stop, guarded, note, step

EVERYTHING = ["base.txt", "run.txt", "test.txt", "dev.txt"]
LOCKS_FOR = {"run": ["base.txt", "run.txt"], "code": EVERYTHING, "test": EVERYTHING}

# The libraries that WeasyPrint loads, and the Debian package that brings each (some with others in tow).
PRINTING = {
    "libgobject-2.0.so.0": "libpango-1.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libfontconfig.so.1": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# What lies beside the files that browsers fetch, and is only there to make them (also in the Dockerfile).
SOURCES_ONLY = ("--ignore=*.scss", "--ignore=*.mjs", "--ignore=*.txt", "--ignore=pdf")
# The first is the same engine from the same source without the windows that no test looks at: a fifth less work.
CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


def prepare(purpose: str) -> None:
    """For "run", "test", or "code": what looks at the code needs no front end and no browser."""
    writable()
    printing_libraries()  # first, so that what only a person can mend is told before minutes of fetching
    if purpose == "test":
        test_programs()
    environment()
    requirements(purpose)
    if purpose != "code":
        front_end()
        printing_fonts()
    translations()


# --- remembering -------------------------------------------------------------------------------------


def digest(paths: Iterable[Path], *words: str) -> str:
    """One value for the names and contents of files and folders, and some words."""
    sum_ = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.exists():
                sum_.update(str(file.relative_to(ROOT)).encode())
                sum_.update(hashlib.sha256(file.read_bytes()).digest())
    return sum_.hexdigest()


def made_from(mark: Path, value: str) -> bool:
    return mark.exists() and mark.read_text() == value


# --- the environment ------------------------------------------------------------------------------------


def writable() -> None:
    """Says at once, not after minutes, that nothing can be kept here."""
    for folder in (ROOT, VAR):
        try:
            folder.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as refused:
            raise Stop(
                f"Nothing can be written in {folder} ({refused.strerror}).\n"
                "Convene keeps all it makes (.venv, node_modules, build, var) inside its own folder: run it\n"
                "from a copy in a folder that belongs to you, on a disk that can be written and has room."
            ) from refused


def environment() -> None:
    version = platform.python_version()
    mark = VENV / ".python"
    if made_from(mark, version) and VENV_PYTHON.exists() and _runs([VENV_PYTHON, "-c", "import pip"]):
        return
    if (
        VENV.exists()
        and not mark.exists()
        and _runs([VENV_PYTHON, "-c", "import pip, sys; assert sys.version_info > (3, 11)"])
    ):
        mark.write_text(version)
        return
    with step(f"Making a virtual environment for Python {version}"):
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        if not _runs(make):
            _install_venv_module()
            if not _runs(make):
                raise Stop(
                    f"Python could not make a virtual environment. See why with:\n    {' '.join(make)}"
                )
        mark.write_text(version)


def _install_venv_module() -> None:
    name = f"python3.{sys.version_info.minor}-venv"
    machine.apt_install(
        [name], f"{sys.executable} cannot make virtual environments yet: its part {name} is missing."
    )


def _runs(command: list) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, cwd=ROOT).returncode == 0
    except OSError:
        return False


def requirements(purpose: str) -> None:
    mark = VENV / ".locks"
    installed = json.loads(mark.read_text()) if mark.exists() else {}
    wanted = {name: digest([LOCKS / name]) for name in LOCKS_FOR[purpose]}
    if wanted.items() <= installed.items():
        return
    with step(
        f"Installing the Python packages of {', '.join(wanted)} (half a minute; each is checked by its hash)"
    ):
        _pip_install(list(wanted))
        mark.write_text(json.dumps(installed | wanted))


def _pip_install(names: list[str]) -> None:
    options = [
        "--require-hashes",
        "--only-binary=:all:",
        "--no-input",
        "--progress-bar=off",
        "--no-compile",
        "--disable-pip-version-check",
    ]
    files = [part for name in names for part in ("-r", str(LOCKS / name))]
    command = [str(VENV_PYTHON), "-m", "pip", "install", *options, *files]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
    ) as pip:
        told, count = [], 0
        for text in pip.stdout or ():
            told.append(text)
            if text.startswith("Collecting"):
                count += 1
                if count % 20 == 0:
                    note(f"{count} packages fetched")
    if pip.returncode:
        raise Stop(_pip_sentence("".join(told)))


def _pip_sentence(told: str) -> str:
    missing = re.search(r"No matching distribution found for ([\w.\[\]-]+)", told)
    unreachable = re.search(
        r"NewConnectionError|ConnectionError|NameResolution|Temporary failure|timed out|ProxyError", told
    )
    if unreachable or (missing and "(from versions: none)" in told):
        return (
            "The Python packages could not be fetched: the package index does not answer.\n"
            "Connect this machine to the internet (or tell pip your mirror) and run the same command again."
        )
    if "No space left on device" in told:
        return f"The disk of {VENV} is full: it takes about 1 GB. Make room and try again."
    if missing:
        return (
            f"There is no ready-made package of {missing[1]} for Python {platform.python_version()} on"
            f" {platform.machine()}, and Convene compiles nothing.\n"
            "Use Python 3.11, 3.12 or 3.13:  rm -r .venv; make run PYTHON=python3.12"
        )
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in told:
        return "A fetched package is not the one that was locked (its hash differs). Nothing was installed."
    return f"The Python packages could not be installed:\n{told.strip()[-1500:]}"


# --- the machine's own libraries and programs ---------------------------------------------------------------


def printing_libraries() -> None:
    missing = _missing_libraries()
    if missing:
        with step("Looking after the libraries that print PDFs"):
            machine.apt_install(
                missing, "PDFs cannot be printed yet: WeasyPrint needs Pango, HarfBuzz and Fontconfig."
            )

        if _missing_libraries():
            raise Stop(f"{', '.join(missing)} was installed, yet this Python cannot load what is in it.")


def _missing_libraries() -> list[str]:
    return sorted({package for library, package in PRINTING.items() if not _loads(library)})


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def chromium() -> Path | None:
    named = os.environ.get("CHROMIUM")
    return Path(named) if named else machine.find_program(CHROMIUM_NAMES)


def test_programs() -> None:
    why = "Browser tests need Chromium (or CHROMIUM=/path/to/it), paper tests poppler-utils."
    browser = [] if chromium() else [CHROMIUM_NAMES[0]]
    others = [] if machine.find_program(["pdftoppm"]) else ["poppler-utils"]
    if browser or others:
        with step("Looking after what the browser and paper tests look through"):
            try:
                machine.apt_install([*browser, *others], why)
            except Stop:
                if not browser:
                    raise
                machine.apt_install(
                    ["chromium", *others], why
                )  # not every Debian has the one without windows


# --- front end and words ------------------------------------------------------------------------------


def front_end() -> None:
    package, lock = ROOT / "package.json", ROOT / "package-lock.json"
    if not package.exists():
        return
    modules = digest([package, lock])
    mark = ROOT / "node_modules" / ".convene"
    env = None
    if not made_from(mark, modules):
        env = programs.node_environment()
        with step("Fetching the front-end packages (npm)"):
            _npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], env)
            mark.write_text(modules)
    sources = digest([ROOT / "static", *ROOT.glob("*.mjs")], modules)
    built = BUILD / ".convene"
    if not made_from(built, sources):
        with step("Building the front end"):
            _npm(["run", "--silent", "build"], env or programs.node_environment())
            BUILD.mkdir(exist_ok=True)
            built.write_text(sources)


def printing_fonts() -> None:
    target, source = BUILD / "pdf-fonts", ROOT / "records" / "formats" / "pdf" / "fonts.py"
    value = digest([ROOT / "package-lock.json", source])
    if not source.exists() or made_from(target / ".convene", value):
        return
    with step("Unpacking the fonts of printed documents"):
        command = [VENV_PYTHON, "-m", "records.formats.pdf.fonts", ROOT / "node_modules", target]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        if done.returncode:
            raise Stop(done.stderr.strip())
        (target / ".convene").write_text(value)


def _npm(words: list[str], env: dict[str, str]) -> None:
    npm = shutil.which("npm", path=env["PATH"]) or "npm"
    done = subprocess.run([npm, *words], capture_output=True, text=True, check=False, cwd=ROOT, env=env)
    if done.returncode == 0:
        return
    told = (done.stdout + done.stderr).strip()
    if re.search(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network", told):
        raise Stop(
            "The front-end packages could not be fetched: the npm registry does not answer.\n"
            "Connect this machine to the internet (or tell npm your mirror) and run the same command again."
        )
    raise Stop(f"`npm {' '.join(words)}` failed:\n{told[-1500:]}")


def translations() -> None:
    sources = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    stale = [
        po
        for po in sources
        if not po.with_suffix(".mo").exists() or not made_from(_mo_mark(po), digest([po]))
    ]
    if not stale:
        return
    with step("Compiling translations"):
        code = "import sys, polib\nfor po in sys.argv[1:]: polib.pofile(po).save_as_mofile(po[:-2] + 'mo')"
        done = subprocess.run(
            [VENV_PYTHON, "-c", code, *map(str, stale)], capture_output=True, text=True, check=False, cwd=ROOT
        )
        if done.returncode:
            raise Stop(f"A translation file cannot be read:\n{done.stderr.strip()[-600:]}")
        for po in stale:
            _mo_mark(po).parent.mkdir(parents=True, exist_ok=True)
            _mo_mark(po).write_text(digest([po]))


def _mo_mark(po: Path) -> Path:
    return VAR / "stamps" / f"{po.parent.parent.name}-{po.stem}"


def static_files(env: dict[str, str]) -> None:
    """Collects, hashes and compresses what browsers fetch. Needs settings, so it comes after the secrets."""
    value = digest([ROOT / "static", BUILD / "assets", ROOT / "config" / "settings.py", LOCKS / "base.txt"])
    mark = VAR / "stamps" / "static"
    if made_from(mark, value) and (VAR / "static").exists():
        return
    with step("Collecting and compressing static files"):
        shutil.rmtree(VAR / "static", ignore_errors=True)
        (BUILD / "assets").mkdir(parents=True, exist_ok=True)
        command = [VENV_PYTHON, "manage.py", "collectstatic", "--no-input", "--verbosity=0", *SOURCES_ONLY]
        # Settings of tests know no hashed names: whoever collects first, the files are those of `make run`.
        env = {**os.environ, **env, "CONVENE_ENV": "development"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=env)
        if done.returncode:
            raise Stop(f"Static files could not be collected:\n{done.stderr.strip()[-1500:]}")
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(value)


def main() -> int:
    prepare(sys.argv[1] if len(sys.argv) > 1 else "run")
    return 0


if __name__ == "__main__":
    guarded(main)
