"""What docker-compose.yml, Dockerfile, Caddyfile and .env.example promise, read without an engine."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
PROGRAMS = ("release", "web", "worker", "beat")
COMPANIONS = ("proxy", "postgres", "valkey")
SECRETS = {
    "SECRET_KEY",
    "LINK_KEY",
    "POSTGRES_PASSWORD",
    "CONVENE_DATABASE_PASSWORD",
    "VALKEY_PASSWORD",
    "EMAIL_URL",
}


def read_by_settings() -> set[str]:
    text = (ROOT / "config" / "settings.py").read_text()
    return set(re.findall(r"env\.\w+\(\s*[\"']([A-Z_]+)[\"']", text))


def read_by_server() -> set[str]:
    text = (ROOT / "deploy" / "gunicorn.conf.py").read_text()
    return set(re.findall(r"environ\.get\(\"([A-Z_]+)\"", text))


def filled_in_by_compose() -> set[str]:
    return set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", COMPOSE))


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_services_are_the_program_and_its_companions() -> None:
    assert set(SERVICES) == {*PROGRAMS, *COMPANIONS}


def test_example_names_what_settings_and_compose_read() -> None:
    assert set(example()) == read_by_settings() | filled_in_by_compose()


@pytest.mark.parametrize("name", PROGRAMS)
def test_environment_of_a_program_is_read_by_it(name: str) -> None:
    assert set(SERVICES[name]["environment"]) <= read_by_settings() | read_by_server()


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_secret_has_no_default(name: str) -> None:
    assert example()[name] == ""
    assert f"${{{name}:?" in COMPOSE
    assert not re.search(rf"\$\{{{name}:?-", COMPOSE)
    assert not re.search(rf"env\.\w+\(\"{name}\", default", (ROOT / "config" / "settings.py").read_text())


@pytest.mark.parametrize("name", [*PROGRAMS, *COMPANIONS])
def test_container_holds_little_power(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] is True
    assert "privileged" not in service


@pytest.mark.parametrize("name", ["web", "worker", "beat", *COMPANIONS])
def test_long_running_container_is_watched_and_bounded(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert service["restart"] == "unless-stopped"
    assert {"mem_limit", "stop_grace_period", "logging"} <= set(service)


def test_only_the_proxy_has_doors_to_the_street() -> None:
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["proxy"]
    assert "store" not in SERVICES["proxy"]["networks"]
    assert yaml.safe_load(COMPOSE)["networks"]["store"] == {"internal": True}


def test_programs_wait_for_the_release() -> None:
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"] == {"release": {"condition": "service_completed_successfully"}}
    assert {one["condition"] for one in SERVICES["release"]["depends_on"].values()} == {"service_healthy"}


def test_database_lies_where_version_18_keeps_it() -> None:
    assert SERVICES["postgres"]["image"].startswith("postgres:18")
    assert "database:/var/lib/postgresql" in SERVICES["postgres"]["volumes"]


@pytest.mark.parametrize("path", re.findall(r"\./(deploy/[\w.]+)|(deploy/[\w.]+\.(?:py|sh))", COMPOSE))
def test_named_files_exist(path: tuple[str, str]) -> None:
    assert (ROOT / (path[0] or path[1])).is_file()


def test_image_checks_hashes_and_is_not_root() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "--require-hashes" in dockerfile
    assert re.findall(r"^USER (.+)$", dockerfile, re.MULTILINE) == ["10001:10001"]
    assert "npm ci" in dockerfile
    assert not re.search(r"^(ENV|ARG).*(KEY|PASSWORD|SECRET)", dockerfile, re.MULTILINE)


def test_builder_gets_every_room_and_nothing_private() -> None:
    allowed = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    rooms = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert rooms | {"templates", "static", "manage.py"} <= set(allowed)
    assert not {".env", "var", "tests", ".git"} & set(allowed)


def test_proxy_logs_no_path_and_sets_who_asks() -> None:
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text()
    assert "request delete" in caddyfile
    assert "header_up X-Forwarded-For {remote_host}" in caddyfile
    assert "precompressed br gzip" in caddyfile
    assert "trusted_proxies" not in caddyfile
