"""What this machine has: its programs, who we are on it, and whether software may be installed."""

import functools
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tools.say import Stop, note

CERTAIN = ("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/bin", "/sbin")


def find_program(names: Iterable[str], extra: Iterable[Path] = ()) -> Path | None:
    """The first of these programs on PATH, in the usual folders or in `extra`."""
    folders = os.pathsep.join([os.environ.get("PATH", ""), *CERTAIN, *map(str, extra)])
    found = (shutil.which(name, path=folders) for name in names)
    return next((Path(path) for path in found if path), None)


def is_root() -> bool:
    return os.geteuid() == 0


@functools.cache
def privileged_prefix() -> list[str] | None:
    """What to put before a command to run it as root unasked; None when we may not."""
    if is_root():
        return []
    sudo = find_program(["sudo"])
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [str(sudo), "-n"]
    return None


def apt_install(packages: list[str], why: str) -> None:
    """Installs Debian packages when that may be done unasked; otherwise stops with the exact command."""
    command = f"sudo apt-get install {' '.join(packages)}"
    prefix, apt = privileged_prefix(), find_program(["apt-get"])
    if prefix is None or apt is None:
        raise Stop(f"{why}\nInstall what is missing, then run the same command again:\n    {command}")
    note(f"installing {', '.join(packages)} (apt-get)")
    settings = [
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        str(apt),
        "-o",
        "DPkg::Lock::Timeout=120",
        "-y",
        "-q",
    ]
    install = [*prefix, *settings, "install", "--no-install-recommends", *packages]
    if not _runs(install):
        _runs([*prefix, *settings, "update"])
        if not _runs(install):
            raise Stop(f"{why}\napt-get could not install it. See why with:\n    {command}")


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def command_line(pid: int) -> str:
    """The command line of a living process, or "" when there is none (or it may not be read)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        asked = subprocess.run(
            ["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False
        )
        return asked.stdout.strip()


@functools.cache
def service_user() -> pwd.struct_passwd | None:
    """Who runs PostgreSQL and Redis when we are root, which PostgreSQL refuses to be."""
    if not is_root():
        return None
    for name in ("convene-services", "postgres"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    useradd = find_program(["useradd"])
    if useradd:
        make = [
            str(useradd),
            "--system",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            "convene-services",
        ]
        if _runs(make):
            return pwd.getpwnam("convene-services")
    return pwd.getpwnam("nobody")


def reaches(user: pwd.struct_passwd, folder: Path) -> bool:
    """Whether `user` may pass through every folder above and into `folder`."""
    code = "import os,sys; sys.exit(0 if os.access(sys.argv[1], os.R_OK | os.X_OK) else 1)"
    look = [str(find_program(["python3"]) or "python3"), "-S", "-c", code, str(folder)]
    test = find_program(["test"])
    if test:
        look = [str(test), "-x", str(folder), "-a", "-r", str(folder)]
    asked = subprocess.run(
        look, user=user.pw_uid, group=user.pw_gid, extra_groups=[], cwd="/", capture_output=True, check=False
    )
    return asked.returncode == 0
