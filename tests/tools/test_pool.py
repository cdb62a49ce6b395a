"""Web processes behind PgBouncer in transaction mode: each transaction may run on another session."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import psycopg
import pytest
from django.contrib.auth.models import User

from mgdb.models import Phase
from tests.debian import find_or_install
from tests.servers import DatabaseServer, WebServer, end, wait_for
from tools.launcher.machine import free_port

pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]
PATHS = (
    "", "materials/", "materials/?q=vs4", "plots/arrhenius/", "api/v1/measurements/?page_size=5", "search/?q=spinel",
    "compare/", "sources/",
)  # fmt: skip
PASSWORD = "correct horse battery"


@pytest.fixture
def pool(committed_db: str, database_server: DatabaseServer, tmp_path: Path) -> Iterator[str]:
    """A DATABASE_URL of the web server's role that leads through a pool with one connection to the database."""
    program = find_or_install(lambda: shutil.which("pgbouncer"), "pgbouncer")
    if not program:
        pytest.fail("No PgBouncer: run `sudo apt-get install pgbouncer`.", pytrace=False)
    name = urlsplit(committed_db).path.removeprefix("/")
    given, port = urlsplit(database_server.url(name, web=True)), free_port()
    settings = {
        "listen_addr": "127.0.0.1", "listen_port": port, "unix_socket_dir": "", "pool_mode": "transaction",
        "default_pool_size": 1, "auth_type": "plain", "auth_file": tmp_path / "users", "logfile": tmp_path / "log",
    }  # fmt: skip
    (tmp_path / "users").write_text(f'"{given.username}" "{given.password}"\n')
    (tmp_path / "settings").write_text(
        f"[databases]\n{name} = host={given.hostname} port={given.port}\n[pgbouncer]\n"
        + "".join(f"{key} = {value}\n" for key, value in settings.items())
    )
    command = [program, "-q", str(tmp_path / "settings")]
    if os.geteuid() == 0:  # it does not run as root
        database_server.folder.chmod(0o711)
        shutil.chown(tmp_path, "nobody")
        command[1:1] = ["-u", "nobody"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = given._replace(netloc=f"{given.username}:{given.password}@127.0.0.1:{port}").geturl()

    def answers() -> bool:
        assert process.poll() is None, "PgBouncer ended at once"
        try:
            with psycopg.connect(url):
                return True
        except psycopg.OperationalError:
            return False

    wait_for(answers, "PgBouncer")
    yield url
    end(process)


@pytest.fixture
def sites(pool: str, tmp_path: Path) -> Iterator[list[WebServer]]:
    servers = [WebServer(pool, tmp_path / f"web-{number}.log") for number in range(3)]
    yield servers
    for server in servers:
        server.stop()


def test_three_web_processes_read_and_write_through_one_session(sites: list[WebServer], pool: str) -> None:
    def status(number: int) -> int:
        with urlopen(sites[number % len(sites)].url + PATHS[number % len(PATHS)], timeout=60) as answer:  # noqa: S310
            return answer.status

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(status, range(3 * len(PATHS)))) == {200}
    User.objects.create_superuser("root", password=PASSWORD)
    browser, site = build_opener(HTTPCookieProcessor(CookieJar())), sites[0].url

    def send(path: str, **data: str) -> str:
        page = browser.open(site + path).read().decode()
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        sent = urlencode(hidden | data).encode()
        return browser.open(Request(site + path, sent, {"Referer": site})).url  # noqa: S310 - our own address

    assert send("admin/login/", username="root", password=PASSWORD, next="/admin/") == f"{site}admin/"
    assert send("admin/mgdb/phase/add/", name="MgTest2O4 (spinel)", formula="MgV2O4") == f"{site}admin/mgdb/phase/"
    assert Phase.objects.get(name="MgTest2O4 (spinel)").status == "draft"
    with psycopg.connect(pool) as session:  # the one that all used
        assert session.execute("SELECT name FROM pg_prepared_statements").fetchall() == []
        assert session.execute("SHOW statement_timeout").fetchone() == ("8s",)
        assert session.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone() == (0,)
