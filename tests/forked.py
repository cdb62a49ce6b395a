"""Web servers and workers forked from a process that has imported the application: to import it costs each a second.

Run as a script, with a socket's descriptor, this is that process; it forks a child for each message on the socket. The
child runs its command as if it had been started with it, on the database that it is told. It has the settings of the
run: one that is to have others is started afresh (`servers.spawn`), as the launcher's tests start all.
"""

from __future__ import annotations

import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import traceback
from pathlib import Path

from tools.launcher.children import CONFINE
from tools.launcher.confine import die_with

ROOT = Path(__file__).resolve().parents[1]


def settings_now() -> dict[str, str]:
    """What of the environment settings are read from, but for the database."""
    names = {"CELERY_BROKER_URL", "PORT", "DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name.startswith("MGDB_") or name in names}


# ---------------------------------------------------------------------------------------------- in the tests
class Forked:
    """A child of the forking process, with what is used of `subprocess.Popen`; how it ended is not known."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.descriptor = os.pidfd_open(pid)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self.descriptor], [], [], 0)[0]:
            self._ended()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self.descriptor], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self._ended()
        return 0

    def _ended(self) -> None:
        self.returncode = 0
        os.close(self.descriptor)


class Forkery:
    """The forking process, from the tests' side: started when first asked, ended with this process."""

    def __init__(self) -> None:
        self.settings: dict[str, str] | None = None

    def _start(self) -> None:
        if self.settings is not None:
            return
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.forked", str(theirs.fileno())],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
                pass_fds=(theirs.fileno(),),
            )
        self.settings = settings_now()

    def can(self) -> bool:
        """Whether the settings are those that the forking process has read."""
        if not hasattr(os, "pidfd_open"):
            return False
        self._start()
        return self.settings == settings_now()

    def fork(self, module: str, arguments: list[str], database_url: str, log: Path, *descriptors: int) -> Forked:
        """Runs `module` with `arguments`; {0} in them stands for the first of `descriptors`, as the child has it."""
        self._start()
        message = {"module": module, "arguments": arguments, "database_url": database_url}
        with open(log, "ab") as output:
            socket.send_fds(self.socket, [json.dumps(message).encode()], [output.fileno(), *descriptors])
        return Forked(int(self.socket.recv(100)))

    def stop(self) -> None:
        if self.settings is not None:
            self.settings = None
            self.socket.close()
            self.process.wait(10)


def spawn(
    command: list[str], log: Path, environment: dict[str, str], descriptors: tuple[int, ...] = ()
) -> subprocess.Popen[bytes]:
    """Start `command` in the root folder of the project, its output in `log`; it ends with this process (Linux)."""
    tied = ["--parent", str(os.getpid()), "--signal", str(int(signal.SIGTERM))]
    with open(log, "ab") as output:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", str(CONFINE), *tied, "--", *command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | environment,
            pass_fds=descriptors,
            start_new_session=True,
        )


FORKERY = Forkery()


def begin(
    module: str,
    arguments: list[str],
    database_url: str,
    log: Path,
    environment: dict[str, str] | None = None,
    *descriptors: int,
) -> subprocess.Popen[bytes] | Forked:
    """Start `python -m module` on a database; {0} in `arguments` stands for the first of `descriptors`."""
    if not environment and FORKERY.can():
        return FORKERY.fork(module, arguments, database_url, log, *descriptors)
    command = [sys.executable, "-m", module, *with_descriptor(arguments, *descriptors)]
    return spawn(command, log, {"DATABASE_URL": database_url} | (environment or {}), descriptors)


def end(process: subprocess.Popen[bytes], seconds: float = 10.0) -> None:
    """Ask `process` to end, then make it."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(seconds)


def with_descriptor(arguments: list[str], *descriptors: int) -> list[str]:
    return [one.replace("{0}", str(descriptors[0])) for one in arguments] if descriptors else arguments


# ---------------------------------------------------------------------------------- in the forking process
def serve(channel: socket.socket) -> None:
    import django

    django.setup()
    import celery.apps.worker
    import celery.bin.celery  # noqa: F401

    import mgdb.tasks
    import mgdb.web_server
    import mgdb.wsgi  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a child here: the tests look at it themselves
    us = os.getpid()
    while True:
        message, descriptors, _, _ = socket.recv_fds(channel, 1 << 16, 4)
        if not message:
            return
        child = os.fork()
        if child == 0:
            channel.close()
            run(us, *descriptors, **json.loads(message))
        channel.send(str(child).encode())
        for descriptor in descriptors:
            os.close(descriptor)


def run(parent: int, log: int, *descriptors: int, module: str, arguments: list[str], database_url: str) -> None:
    """What the child does; it does not return."""
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        die_with(parent, signal.SIGTERM)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.environ["DATABASE_URL"] = database_url
        use_database()
        sys.argv = [module, *with_descriptor(arguments, *descriptors)]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def use_database() -> None:
    """Reads again what settings say of the database."""
    from django.db import connection
    from psycopg.conninfo import make_conninfo

    from mgdb import settings
    from mgdb.celery import app

    parameters = settings.database_parameters()
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    connection.settings_dict |= {django: parameters.get(name, "") for name, django in names.items()}
    connection.settings_dict["OPTIONS"] = {key: value for key, value in parameters.items() if key not in names}
    if "conn_string" in app.conf.broker_transport_options:
        app.conf.update(
            broker_transport_options=app.conf.broker_transport_options | {"conn_string": make_conninfo(**parameters)}
        )


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
