"""Every setting that is read from the environment stands in .env.example, and the two modes keep their promises."""

from __future__ import annotations

import ast
import os
import re
import runpy
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.servers import FOREIGN_SETTINGS, ROOT
from tools.launcher.binaries import find_binaries
from tools.launcher.errors import LaunchError
from tools.launcher.options import Options

# Read by our code but set by other programs than the operator.
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "DEBIAN_FRONTEND", "VIRTUAL_ENV"}
READERS = {
    "env", "env_choice", "env_count", "env_database", "env_flag", "env_folder", "env_list", "env_port", "env_rate",
    "env_url", "get", "getenv",
}  # fmt: skip


PRODUCTION = {
    "MGDB_MODE": "production",
    "MGDB_SECRET_KEY": "q7VhG2xLw0Yc4mTz9RkPn3sBd8FjUa1eKoXiMbZgCvHyEtSr5N",
    "MGDB_ALLOWED_HOSTS": "mgdb.example.org",
    "DATABASE_URL": "postgresql://mgdb:s3cret-word@db.example.org:5432/mgdb",
}


def names_read() -> set[str]:
    """The names in `env("X")`, `os.environ.get("X")` and `os.environ["X"]` of our code, and those of compose."""
    names = set()
    ours = [path for folder in ("mgdb", "api", "tools") for path in (ROOT / folder).rglob("*.py")]
    for path in [ROOT / "manage.py", *ours]:
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "env" in text else ():
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                function = node.func
                if isinstance(function, ast.Attribute):
                    reads = function.attr in READERS and ast.unparse(function.value) in {"os.environ", "os"}
                else:
                    reads = isinstance(function, ast.Name) and function.id in READERS
                if reads:
                    names.add(node.args[0].value)
            elif (
                isinstance(node, ast.Subscript)
                and ast.unparse(node.value) == "os.environ"
                and isinstance(node.slice, ast.Constant)
                and isinstance(node.ctx, ast.Load)
            ):
                names.add(node.slice.value)
    # What docker-compose.yml itself takes from .env: ${NAME} or ${NAME:?why}.
    names |= set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    return names - NOT_SETTINGS


def names_explained() -> set[str]:
    return set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))


def test_every_setting_stands_in_the_example_and_nothing_else_does() -> None:
    assert "MGDB_DATA_DIR" in names_read(), "the search finds nothing"
    assert names_read() == names_explained()


def check_settings(**variables: str) -> subprocess.CompletedProcess[str]:
    """Ask for one setting in a process that knows only `variables`."""
    own = {key: value for key, value in os.environ.items() if key not in FOREIGN_SETTINGS}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=own | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.long  # `.ci/run check` asks the same each time
def test_production_settings_satisfy_djangos_deployment_check() -> None:
    run = check_settings(**PRODUCTION)
    assert run.returncode == 0, run.stderr


def test_what_signs_nothing_has_a_key_that_no_other_process_knows() -> None:
    command = [sys.executable, "-c", "from mgdb import settings; print(settings.SECRET_KEY)"]
    environment = os.environ | PRODUCTION | {"MGDB_SECRET_KEY": "made-for-this-process"}
    keys = {subprocess.run(command, cwd=ROOT, env=environment, capture_output=True).stdout for _ in range(2)}
    assert [len(key) > 50 for key in keys] == [True, True]


@pytest.mark.sampled(1)
@pytest.mark.parametrize("missing", ["MGDB_SECRET_KEY", "MGDB_ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_refuses_to_start_without(missing: str) -> None:
    run = check_settings(**{key: value for key, value in PRODUCTION.items() if key != missing})
    assert run.returncode == 1
    assert run.stderr == f"MgDB: MGDB_MODE=production needs {missing}; see .env.example.\n"


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("MGDB_MODE", "prod", "MGDB_MODE is “prod”; write local or production."),
        ("MGDB_DEBUG", "maybe", "MGDB_DEBUG is “maybe”; write 1 or 0."),
        ("MGDB_DEBUG", "1", "MGDB_DEBUG=1 shows internals"),
        ("MGDB_SECRET_KEY", "s3cret-word" + PRODUCTION["MGDB_SECRET_KEY"][:38], "MGDB_SECRET_KEY can be guessed"),
        ("MGDB_ALLOWED_HOSTS", "mgdb.example.org,*", "MGDB_ALLOWED_HOSTS has “*”"),
        ("MGDB_ALLOWED_HOSTS", ".org", "MGDB_ALLOWED_HOSTS has “.org”"),
        ("MGDB_SECRET_KEY", "s3cret-word-" * 6, "MGDB_SECRET_KEY can be guessed"),
        ("MGDB_MONITORING_TOKEN", "s3cret-words3cret-words3cret-word", "MGDB_MONITORING_TOKEN can be guessed"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL must look like postgresql://"),
        ("DATABASE_URL", "postgresql://mgdb:s3cret-word@[host/x", "write %XX for special characters"),
        ("DATABASE_URL", "postgresql://mgdb:s3cret-word@host:port/x", "its port is “port”"),
        ("MGDB_DATA_DIR", "manage.py", "which is not a folder"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it_and_no_secret(name: str, value: str, says: str) -> None:
    # The data folder is only asked for what the environment does not say.
    base = {} if name == "MGDB_DATA_DIR" else PRODUCTION
    run = check_settings(**base | {name: value})
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1, run.stderr
    assert says in run.stderr
    assert "s3cret-word" not in run.stderr


# What somebody may write in place of what is meant, and what it says of it besides the setting's name. Where a secret
# belongs, `s3cret-word` is one.
NONSENSE = {
    "MGDB_MODE": [("prod", "write local or production")],
    "PORT": [("eighty", "whole number"), ("0", "1 to 65535"), ("70000", "1 to 65535"),
             ("9" * 5000, "1 to 65535")],
    "MGDB_DATA_DIR": [("manage.py", "not a folder"), ("manage.py/x", "not a folder"), ("a" * 5000, "not a folder"),
                      ("~nobody-of-that-name/x", "not a folder")],
    "MGDB_STATIC_ROOT": [("manage.py", "not a folder")],
    "MGDB_BACKUP_DIR": [("/etc/hostname/x", "not a folder")],
    "MGDB_BACKUPS_KEPT": [("some", "whole number"), ("0", "from 1 to"), ("999999999", "from 1 to 36500")],
    "DATABASE_URL": [("postgresql://[s3cret-word", "must look like"), ("db.example.org", "must look like"),
                     ("postgresql://a@b:99999/c", "its port is “99999”"),
                     ("postgresql://mgdb:s3cret-word@h/x?no=1", "must look like")],
    "CELERY_BROKER_URL": [("valkey", "no scheme"), ("mail://s3cret-word@h", "it begins with “mail”"),
                          ("redis://:s3cret-word@h:port/0", "its port is not a number"), ("redis:///0", "no host"),
                          ("pgmq://mgdb:s3cret-word@h/x?no=1", "must look like pgmq://user")],
    "MGDB_CACHE_URL": [("redis://:s3cret-word@[h/0", "cannot be read"),
                       ("memcached://h", "it begins with “memcached”")],
    "MGDB_SECRET_KEY": [("s3cret-word", "can be guessed"), ("s3cret-word-" * 6, "can be guessed")],
    "MGDB_ALLOWED_HOSTS": [("https://a.org", "not the name of one host"), ("a b", "not the name of one host")],
    "MGDB_BEHIND_PROXY": [("caddy", "write 1 or 0")],
    "MGDB_TRUSTED_PROXIES": [("-1", "whole number"), ("999999999", "from 0 to 20")],
    "MGDB_TWO_STEP_REQUIRED": [("never", "write 1 or 0")],
    "MGDB_SIGN_IN_DAYS": [("1e3", "whole number"), ("999999999", "from 0 to 36500")],
    "MGDB_MAIL_URL": [("smtp://me:s3cret-word@[h", "cannot be read"),
                      ("smtp://me:s3cret-word@h:port", "its port is not a number"),
                      ("smtp://me:s3cret-word@h:99999", "its port is not a number"),
                      ("http://h", "it begins with “http”"),
                      ("smtp://", "names no host")],
    "MGDB_MAIL_FROM": [("nobody", "write the sender's mail address"), ("", "write the sender's mail address")],
    "MGDB_CROSSREF_CONTACT": [("me", "write one mail address")],
    "MGDB_CROSSREF_URL": [("https://[api", "cannot be read"), ("https://api:port", "its port is not a number"),
                          ("http://api.example.org", "write https://"), ("api", "no scheme")],
    "MGDB_SELF_REVIEW": [("2", "write 1 or 0")],
    "MGDB_PROBLEMS_PER_HOUR": [("sixty", "whole number"), ("0", "from 1 to"), ("999999999", "from 1 to 100000")],
    "MGDB_API_ANONYMOUS_RATE": [("600", "600/min"), ("0/min", "from 1 to")],
    "MGDB_API_TOKEN_RATE": [("600/fortnight", "600/min")],
    "MGDB_API_WRITE_RATE": [("lots/min", "600/min"), ("000/day", "from 1 to")],
    "MGDB_DEBUG": [("maybe", "write 1 or 0"), ("1", "shows internals")],
    "MGDB_LOG_LEVEL": [("NOISE", "write DEBUG or INFO or")],
    "MGDB_LOG_FORMAT": [("xml", "write json or line")],
    "MGDB_LOG_REQUESTS": [("all", "write 1 or 0")],
    "MGDB_MONITORING_TOKEN": [("s3cret-word", "can be guessed")],
    "MGDB_DISK_NEEDED_MB": [("1 GB", "whole number"), ("999999999", "from 0 to 100000000")],
    "SENTRY_DSN": [("https://s3cret-word@h", "no number of a project"), ("sentry", "no scheme"),
                   ("https://s3cret-word@h:port/7", "its port is not a number")],
}  # fmt: skip
# Those that the launcher alone reads are below; compose refuses what is empty of its own, which may be anything.
OF_THE_LAUNCHER = {"MGDB_EMPTY", "PG_BINDIR"}
OF_COMPOSE = {"MGDB_SITE", "POSTGRES_PASSWORD", "DATABASE_PASSWORD", "DATABASE_WEB_PASSWORD", "VALKEY_PASSWORD"}
READ_LOCALLY = {"MGDB_DATA_DIR", "PORT"}
UNPRINTABLE = os.fsdecode(b"\xff\x1b[2J")


def refusal_of(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    """What settings say of these alone, before Django or anything else has come to them."""
    for name in names_explained():
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as refused:
        runpy.run_path(str(ROOT / "mgdb/settings.py"))
    return str(refused.value)


def test_every_setting_has_its_nonsense() -> None:
    assert NONSENSE.keys() | OF_THE_LAUNCHER | OF_COMPOSE == names_explained()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [(name, value, says) for name, cases in NONSENSE.items() for value, says in cases],
    ids=lambda one: str(one)[:40],
)
def test_nonsense_is_refused_in_one_sentence_that_names_the_setting_and_no_secret(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = {} if name in READ_LOCALLY else PRODUCTION
    if name == "MGDB_MAIL_FROM":
        base = base | {"MGDB_MAIL_URL": "smtp://h"}
    said = refusal_of(monkeypatch, **base | {name: value})
    assert said.startswith(name)
    assert says in said
    assert "s3cret-word" not in said
    assert "\n" not in said
    assert len(said) < 400


@pytest.mark.parametrize("name", sorted(NONSENSE))
def test_what_cannot_be_printed_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    base = {} if name in READ_LOCALLY else PRODUCTION
    if name == "MGDB_MAIL_FROM":
        base = base | {"MGDB_MAIL_URL": "smtp://h"}
    assert refusal_of(monkeypatch, **base | {name: UNPRINTABLE}).startswith(f"{name} holds characters")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "9" * 5000),
        ("MGDB_EMPTY", "perhaps"),
        ("MGDB_DATA_DIR", "~nobody-of-that-name/x"),
        ("PG_BINDIR", "/nowhere"),
    ],
    ids=lambda one: str(one)[:20],
)
def test_the_launcher_says_in_a_sentence_what_it_cannot_read(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(LaunchError, match=rf"^{name} is “"):
        find_binaries() if name == "PG_BINDIR" else Options.from_environment()


def test_a_web_server_takes_no_key_of_what_signs_nothing() -> None:
    """Said in a line, as the launcher's and compose's web servers start."""
    own = {key: value for key, value in os.environ.items() if key not in FOREIGN_SETTINGS}
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "-c",
            "python:mgdb.web_server",
            "mgdb.wsgi:application",
            "-b",
            "127.0.0.1:0",
        ],
        cwd=ROOT,
        env=own | PRODUCTION | {"MGDB_SECRET_KEY": "made-for-this-process"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].startswith("MgDB: MGDB_SECRET_KEY is the one of processes that sign nothing")
    assert "Traceback" not in run.stderr
