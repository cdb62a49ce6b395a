"""Every setting that is read from the environment stands in .env.example, and the two modes keep their promises."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys

import pytest

from tests.servers import FOREIGN_SETTINGS, ROOT

# Read by our code but set by other programs than the operator.
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "DEBIAN_FRONTEND", "VIRTUAL_ENV"}
READERS = {"env", "env_list", "env_flag", "env_count", "get", "getenv"}


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
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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


def test_production_settings_satisfy_djangos_deployment_check() -> None:
    run = check_settings(**PRODUCTION)
    assert run.returncode == 0, run.stderr


def test_what_signs_nothing_has_a_key_that_no_other_process_knows() -> None:
    command = [sys.executable, "-c", "from mgdb import settings; print(settings.SECRET_KEY)"]
    environment = os.environ | PRODUCTION | {"MGDB_SECRET_KEY": "made-for-this-process"}
    keys = {subprocess.run(command, cwd=ROOT, env=environment, capture_output=True).stdout for _ in range(2)}
    assert [len(key) > 50 for key in keys] == [True, True]


@pytest.mark.parametrize("missing", ["MGDB_SECRET_KEY", "MGDB_ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_refuses_to_start_without(missing: str) -> None:
    run = check_settings(**{key: value for key, value in PRODUCTION.items() if key != missing})
    assert run.returncode == 1
    assert run.stderr == f"MgDB: MGDB_MODE=production needs {missing}; see .env.example.\n"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("MGDB_MODE", "prod", "MGDB_MODE is 'prod'; write 'local' or 'production'."),
        ("MGDB_DEBUG", "maybe", "MGDB_DEBUG is 'maybe'; write 1 or 0."),
        ("MGDB_DEBUG", "1", "MGDB_DEBUG=1 shows internals"),
        ("MGDB_SECRET_KEY", "s3cret-word" + PRODUCTION["MGDB_SECRET_KEY"][:38], "MGDB_SECRET_KEY can be guessed"),
        ("MGDB_ALLOWED_HOSTS", "mgdb.example.org,*", "MGDB_ALLOWED_HOSTS has '*'"),
        ("MGDB_ALLOWED_HOSTS", ".org", "MGDB_ALLOWED_HOSTS has '.org'"),
        ("MGDB_SECRET_KEY", "s3cret-word-" * 6, "MGDB_SECRET_KEY can be guessed"),
        ("MGDB_MONITORING_TOKEN", "s3cret-words3cret-words3cret-word", "MGDB_MONITORING_TOKEN can be guessed"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL must look like postgresql://"),
        ("DATABASE_URL", "postgresql://mgdb:s3cret-word@[host/x", "write %XX for special characters"),
        ("DATABASE_URL", "postgresql://mgdb:s3cret-word@host:port/x", "its port is 'port'"),
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
