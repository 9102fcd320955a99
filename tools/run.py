"""`make run`: everything from nothing to a running Convene, and back to nothing at Ctrl-C."""

import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools import environment, machine, say, services, setup
from tools.children import Children, log_of
from tools.places import ROOT, VENV_BIN, VENV_PYTHON
from tools.say import Stop, step, tail

READY_SECONDS = 90


def main() -> int:
    began = time.monotonic()
    refuse_busy_port(environment.port())
    say.line("Convene is getting ready.")
    setup.prepare("run")
    name = environment.run_set()
    with services.using(name) as addresses:
        mail_port = None if os.environ.get("EMAIL_URL") else machine.free_port()
        env = os.environ | environment.variables(name, addresses, mail_port=mail_port)
        setup.static_files(env)
        demo = prepare_database(env)
        children = Children()
        try:
            start_all(children, env, mail_port)
            wait_until_ready(children, env["PUBLIC_ORIGIN"])
            welcome(env["PUBLIC_ORIGIN"], demo, time.monotonic() - began)
            children.speaks.set()
            watch(children)
        except KeyboardInterrupt:
            return 0  # the usual way to stop
        finally:
            say.line("Stopping.")
            children.stop()


def refuse_busy_port(port: int) -> None:
    if not machine.port_is_free(port):
        raise Stop(
            f"Port {port} is in use by another program. Choose another one:\n    PORT={port + 1} make run"
        )


def prepare_database(env: dict[str, str]) -> str:
    """Migrates and loads the demo (unless DEMO=no); returns what the demo says about signing in."""
    with step("Bringing the database up to date and loading the demo (once)"):
        done = subprocess.run(
            [VENV_PYTHON, "-m", "tools.prepare"],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        log = log_of("prepare")
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(done.stdout + done.stderr)
        raise Stop(f"The database could not be prepared. The end of {log}:\n{tail(log, 4)}")
    return done.stdout.strip()


def start_all(children: Children, env: dict[str, str], mail_port: int | None) -> None:
    with step("Starting the web server, the worker and the clock"):
        if mail_port and has_command("mailbox_sink"):
            Path(env["MAILBOX_DIR"]).mkdir(parents=True, exist_ok=True)
            sink = [str(VENV_PYTHON), "manage.py", "mailbox_sink", "--port", str(mail_port)]
            children.start("mail", sink, env)
        web_env = env | {"WEB_BIND": f"127.0.0.1:{environment.port()}"}
        if not env.get("WEB_CONCURRENCY"):
            web_env["WEB_CONCURRENCY"] = "2"
        children.start(
            "web", [str(VENV_BIN / "gunicorn"), "-c", "deploy/gunicorn.conf.py", "config.wsgi"], web_env
        )
        celery = [str(VENV_BIN / "celery"), "--app", "config", "--quiet"]
        quiet = ["--loglevel=WARNING"]
        if machine.is_root():  # Celery would say so in nine lines; in production nothing runs as root
            env = env | {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}
        children.start(
            "worker",
            [*celery, "worker", "--concurrency=3", "--without-mingle", "--without-gossip", *quiet],
            env,
        )
        children.start("beat", [*celery, "beat", "--pidfile=", *quiet], env)


def has_command(name: str) -> bool:
    return any(ROOT.glob(f"*/management/commands/{name}.py"))


def wait_until_ready(children: Children, origin: str) -> None:
    with step("Waiting until all of it answers"):
        until = time.monotonic() + READY_SECONDS
        for path in ("/healthz", "/readyz"):
            code, body = ask(origin + path)
            while code != 200:
                if sentence := children.gone():
                    raise Stop(sentence)
                if time.monotonic() > until:
                    raise Stop(
                        f"{path} is not well after {READY_SECONDS} seconds. It says: {body or 'nothing'}"
                    )
                time.sleep(0.1)
                code, body = ask(origin + path)


def ask(url: str) -> tuple[int, str]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # our own machine, never a proxy
    try:
        with opener.open(url, timeout=5) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as refused:
        return refused.code, _short(refused.read().decode(errors="replace"))
    except OSError:
        return 0, ""


def _short(body: str) -> str:
    try:
        return json.dumps(json.loads(body))
    except ValueError:
        return body[:300]


def welcome(origin: str, demo: str, took: float) -> None:
    say.line()
    say.line(f"Convene is ready after {took:.0f} s:  {origin}")
    if demo:
        say.line()
        say.line(demo)
    say.line()
    say.line("Ctrl-C stops it; what you entered stays. Logs are in var/log.")
    say.line()


def watch(children: Children) -> None:
    while True:
        if sentence := children.gone():
            raise Stop(sentence)
        time.sleep(0.5)


if __name__ == "__main__":
    say.guarded(main)
