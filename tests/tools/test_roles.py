"""The application's two roles: what each may do and how long, made by the launcher and by docker-compose.yml alike."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from mgdb.search import spelling, timeout
from tests.servers import ROOT
from tests.yaml_files import read_yaml
from tools.launcher.binaries import find_binaries
from tools.launcher.postgres import EmbeddedPostgres

COMPOSE = read_yaml(ROOT / "docker-compose.yml")
LIMITS = ("statement_timeout", "pg_trgm.word_similarity_threshold", "join_collapse_limit")
OWNER = {"statement_timeout": "15min", "pg_trgm.word_similarity_threshold": "0.4", "join_collapse_limit": "4"}
WEB = OWNER | {"statement_timeout": "8s"}


@pytest.fixture(scope="module")
def server(new_folder: Callable[[], Path]) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(new_folder() / "postgres", durable=False).running() as running:
        yield running


def limits(url: str) -> dict[str, str]:
    """What a new session of a role begins with."""
    with psycopg.connect(url) as connection:
        return {name: connection.execute(f"SHOW {name}").fetchone()[0] for name in LIMITS}


def forget_roles(server: EmbeddedPostgres) -> None:
    """Leave a server as an earlier version left it: one role, without limits, that owns everything."""
    with psycopg.connect(**server.conninfo("postgres", superuser=True), autocommit=True) as connection:
        connection.execute("DROP ROLE mgdb_web")
        connection.execute("ALTER ROLE mgdb RESET ALL")


def test_each_role_begins_its_sessions_with_its_own_limits(server: EmbeddedPostgres) -> None:
    assert limits(server.url()) == OWNER
    assert limits(server.url(web=True)) == WEB


def test_the_limits_are_those_that_the_search_speaks_of() -> None:
    assert WEB["statement_timeout"] == f"{timeout.SECONDS}s"
    assert WEB["pg_trgm.word_similarity_threshold"] == str(spelling.LIKE)


def test_the_web_servers_role_writes_to_the_owners_tables_and_is_no_superuser(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.url()) as owner:
        owner.execute("CREATE TABLE of_the_owner (id int PRIMARY KEY)")
    with psycopg.connect(server.url(web=True)) as web:
        web.execute("INSERT INTO of_the_owner VALUES (1)")
        assert web.execute("SELECT count(*) FROM of_the_owner").fetchone() == (1,)
        assert web.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        ).fetchone() == (False, False, False)
    with psycopg.connect(server.url()) as owner:
        owner.execute("DROP TABLE of_the_owner")


def test_a_data_folder_of_an_earlier_version_gets_the_roles_and_keeps_its_rows(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    with EmbeddedPostgres(folder, durable=False).running() as server:
        with psycopg.connect(server.url()) as owner:
            owner.execute("CREATE TABLE kept AS SELECT 42 AS number")
        forget_roles(server)
        state = server.state()
        del state["web_password"]
        server.state_file.write_text(json.dumps(state | {"provisioned": True}))
    with EmbeddedPostgres(folder, durable=False).running() as server:
        assert limits(server.url()) == OWNER
        assert limits(server.url(web=True)) == WEB
        with psycopg.connect(server.url(web=True)) as web:
            assert web.execute("UPDATE kept SET number = number + 1 RETURNING number").fetchone() == (43,)


def run_init_script(server: EmbeddedPostgres, folder: Path) -> None:
    """What the container of PostgreSQL runs on an empty volume, on a server of ours."""
    script = folder / "init.sh"
    content = COMPOSE["configs"]["create-database"]["content"].replace("$$", "$")
    script.write_text(content.replace("/etc/mgdb/roles.sql", str(ROOT / COMPOSE["configs"]["roles"]["file"])))
    login = server.conninfo("postgres", superuser=True)
    run = subprocess.run(
        ["bash", "-e", str(script)],
        env={
            "PATH": f"{find_binaries()}:{os.environ['PATH']}",
            "PGHOST": login["host"],
            "PGPORT": str(login["port"]),
            "PGPASSWORD": login["password"],
            "DATABASE_PASSWORD": server.state()["password"],
            "DATABASE_WEB_PASSWORD": server.state()["web_password"],
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == "", "nothing is printed: least of all passwords"


def test_compose_makes_the_same_roles_and_may_do_so_again(server: EmbeddedPostgres, tmp_path: Path) -> None:
    forget_roles(server)
    with psycopg.connect(**server.conninfo("postgres", superuser=True), autocommit=True) as connection:
        connection.execute("DROP DATABASE mgdb")
    for _ in range(2):
        run_init_script(server, tmp_path)
        assert limits(server.url()) == OWNER
        assert limits(server.url(web=True)) == WEB
        with psycopg.connect(server.url(web=True)) as web:
            extensions = {row[0] for row in web.execute("SELECT extname FROM pg_extension")}
        assert extensions >= {"pg_trgm", "unaccent", "btree_gin", "citext"}


def test_in_compose_only_the_web_server_is_the_web_role() -> None:
    environments = {name: service.get("environment", {}) for name, service in COMPOSE["services"].items()}
    urls = {name: one["DATABASE_URL"] for name, one in environments.items() if "DATABASE_URL" in one}
    roles = {name: re.search(r"//(\w+)", url)[1] for name, url in urls.items()}
    assert roles == {"prepare": "mgdb", "web": "mgdb_web", "worker": "mgdb", "beat": "nobody"}
