"""The production shape: who knows which secret, and what every container is held to."""

from __future__ import annotations

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

from mgdb import request_bodies
from tests.compose import SECRETS, read_compose
from tests.servers import ROOT

VARIABLES = {name: f"the-{name.lower()}-itself" for name in SECRETS} | {
    "MGDB_SITE": "mgdb.example.org",
    "MGDB_MAIL_URL": "smtp://the-mail-password",
    "MGDB_MONITORING_TOKEN": "6f1c0a9d5e8b47239ac1e4d07b35f682d9",
    "SENTRY_DSN": "https://the-key@errors.example.org/1",
}
COMPOSE = read_compose(VARIABLES)
SERVICES = COMPOSE["services"]
# What compose itself decides, or what has no meaning there.
NOT_PASSED_ON = {
    "PORT", "MGDB_DATA_DIR", "MGDB_EMPTY", "PG_BINDIR", "MGDB_DEBUG", "MGDB_SITE", *SECRETS,
}  # fmt: skip


def known_to(service: str) -> set[str]:
    """The secrets of `.env` that one container finds in its environment."""
    text = str(SERVICES[service].get("environment", {}))
    return {name for name, value in VARIABLES.items() if name != "MGDB_SITE" and value in text}


def test_each_service_knows_the_secrets_that_it_works_with_and_no_other() -> None:
    signing, queue, outside = "MGDB_SECRET_KEY", "VALKEY_PASSWORD", {"MGDB_MAIL_URL", "SENTRY_DSN"}
    assert {name: known_to(name) for name in SERVICES} == {
        "postgres": {"POSTGRES_PASSWORD", "DATABASE_PASSWORD", "DATABASE_WEB_PASSWORD"},
        "valkey": {queue},
        "prepare": {signing, "DATABASE_PASSWORD", queue},
        "web": {signing, "DATABASE_WEB_PASSWORD", queue, "MGDB_MONITORING_TOKEN"} | outside,
        "worker": {signing, "DATABASE_PASSWORD", queue} | outside,
        "beat": {queue},
        "proxy": set(),
    }
    assert not [name for name, service in SERVICES.items() if "env_file" in service], "it would hand over all of them"


@pytest.mark.parametrize("name", ["MGDB_SITE", *SECRETS])
def test_nothing_starts_without(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        read_compose({key: value for key, value in VARIABLES.items() if key != name})


def test_every_setting_of_the_example_reaches_web_server_and_workers() -> None:
    named = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    backups = {"MGDB_BACKUP_DIR", "MGDB_BACKUPS_KEPT"}  # are the workers'
    assert named - NOT_PASSED_ON - SERVICES["web"]["environment"].keys() == backups
    assert named - NOT_PASSED_ON - SERVICES["worker"]["environment"].keys() == {"MGDB_MONITORING_TOKEN"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_held_to_what_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}
    assert ("ports" in service) == (name == "proxy"), "only the proxy is reached from outside"
    # Images of others say themselves who runs in them, and mostly it is root.
    assert "build" in service or service["user"] in {"postgres", "valkey"}


def test_the_images_of_ours_do_not_run_as_root() -> None:
    stages = (ROOT / "Dockerfile").read_text(encoding="utf-8").split("\nFROM ")[1:]
    users = {
        stage.split(" AS ")[1].split()[0]: re.findall(r"^USER (\d+:\d+)$", stage, re.MULTILINE) for stage in stages
    }
    built = {service["build"]["target"] for service in SERVICES.values() if "build" in service}
    assert built == {"mgdb", "proxy"}
    for name in built:
        assert len(users[name]) == 1, name
        assert not users[name][0].startswith("0")


def test_the_proxy_has_no_way_to_the_database() -> None:
    assert SERVICES["proxy"]["networks"] == ["site"]
    assert COMPOSE["networks"]["data"]["internal"] is True
    for name in ("postgres", "valkey", "prepare", "beat"):
        assert SERVICES[name]["networks"] == ["data"], name


def test_the_proxys_configuration_is_one(tmp_path: Path) -> None:
    file = tmp_path / "Caddyfile"
    file.write_text(COMPOSE["configs"]["proxy"]["content"])
    caddy = Path(sysconfig.get_path("scripts")) / "caddy"
    run = subprocess.run(
        [caddy, "adapt", "--adapter", "caddyfile", "--config", file, "--validate"],
        env={"MGDB_SITE": "mgdb.example.org", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert '"host":["mgdb.example.org"]' in run.stdout
    assert f'"max_size":{request_bodies.MOST_BODY_BYTES}' in run.stdout
