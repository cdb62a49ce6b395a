"""The ground that all tests stand on.

* `django_db` tests see the curated records of `fixtures/` in a database cloned from one template; what they change is
  rolled back.
* `committed_db`: a fresh clone for one test, with real commits. Use it instead of `django_db(transaction=True)`, whose
  flush would empty the records.
* `site`: gunicorn on a clone that no test changes. `live_site`: gunicorn on the clone of `committed_db`.
* `worker`: a real Celery worker on the clone of `committed_db`; `worker.kill()` is a power cut.
* `page`: a page of a headless Chromium without cookies or storage of others; an error in its console fails the test.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest

from tests.debian import pytest_timeout_set_timer  # noqa: F401 - a hook
from tests.forked import FORKERY
from tests.headless import FLAGS, WAIT_MILLISECONDS, chromium
from tests.sampling import LONG, SEED, SHORT, leave_to_the_long_form, rotating_seed, some  # noqa: F401 - a fixture
from tests.servers import DatabaseServer, TaskWorker, WebServer, application_on, folder_of_run

# The verdict depends on the commit alone; `make test ARGS="--hypothesis-profile=search tests/science"` looks further.
# How fast inputs are made is a matter of what else the machine does: neither is that what a test says no to.
SLOW = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile(SHORT, derandomize=True, database=None, max_examples=40, **SLOW)
hypothesis.settings.register_profile(LONG, derandomize=True, database=None, **SLOW)
hypothesis.settings.register_profile("search", derandomize=False, database=None, **SLOW)
hypothesis.settings.load_profile(SHORT)

# Every process that is started here would compile the application again.
sys.dont_write_bytecode = False

SERVER = pytest.StashKey[DatabaseServer]()


# Thousands of tests and the whole application stay alive to the end; to look through them for garbage again and again
# takes a sixth of the processor time.
gc.set_threshold(50_000, 10, 10)


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("help") or config.getoption("version"):
        return
    if hasattr(config, "workerinput"):
        server = DatabaseServer(Path(os.environ["MGDB_TEST_RUN"]))
    else:
        server = DatabaseServer(folder_of_run())
        try:
            server.start()
        except BaseException:
            server.stop()
            raise
    config.stash[SERVER] = server
    markers = config.getini("markers")
    markers[:] = [line for line in markers if not line.startswith(OF_PYTEST_DJANGO)]  # now marks that are refused
    os.environ["DJANGO_SETTINGS_MODULE"] = "mgdb.settings"
    from django.conf import settings

    # Reading a setting configures Django from the environment just made; pytest-django sets up the rest.
    assert settings.DATABASES["default"]["HOST"] == "127.0.0.1"


def pytest_report_header() -> str:
    return f"long forms that are a sample: {SEED}={rotating_seed()}"


def pytest_unconfigure(config: pytest.Config) -> None:
    FORKERY.stop()
    server = config.stash.get(SERVER, None)
    if server is not None and not hasattr(config, "workerinput"):
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    leave_to_the_long_form(items)
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and (marker.kwargs.get("transaction") or (marker.args and marker.args[0])):
            raise pytest.UsageError(
                f"{item.nodeid}: use the fixture committed_db instead of django_db(transaction=True)"
            )


def pytest_sessionstart(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput"):
        from tests.distribution import tell_briefly

        tell_briefly(session.config)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    from tests.distribution import OneBrowser  # xdist is not there with `-p no:xdist`

    return OneBrowser(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    # Before the first test, whose time limit it would use up; and only when some test asks for the database.
    if any(
        {"database_server", "django_db_setup", "db"} & set(getattr(item, "fixturenames", ()))
        or item.get_closest_marker("django_db")
        for item in session.items
    ):
        session.config.stash[SERVER].await_preparation()


@pytest.fixture(scope="session")
def database_server(request: pytest.FixtureRequest) -> DatabaseServer:
    """The PostgreSQL of this run, its template prepared."""
    server = request.config.stash[SERVER]
    server.check_prepared()
    return server


@pytest.fixture(scope="session")
def new_folder(request: pytest.FixtureRequest) -> Callable[[], Path]:
    """Makes a folder beside the databases of this run, for servers with data of their own."""
    folder = request.config.stash[SERVER].folder
    return lambda: Path(tempfile.mkdtemp(dir=folder))


@pytest.fixture(scope="session")
def django_db_setup(
    database_server: DatabaseServer, django_test_environment: None, django_db_blocker: object
) -> Iterator[None]:
    """This process's clone of the template, in place of the empty database that pytest-django would make."""
    name = database_server.clone("test")
    with django_db_blocker.unblock(), application_on(database_server, name):
        yield
    database_server.drop(name)


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The database for fixtures of a whole module, all of whose tests see what they make; taken back at its end.

    Not in a module with tests that take `committed_db`.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def committed_db(django_db_setup: None, database_server: DatabaseServer, django_db_blocker: object) -> Iterator[str]:
    """A database of this test's own, with the curated records and real commits; its DATABASE_URL."""
    name = database_server.clone("commit")
    with django_db_blocker.unblock(), application_on(database_server, name):
        yield database_server.url(name)
    database_server.drop(name)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """No answer, no count of requests and no mail of an earlier test is remembered in this process."""
    from django.core import mail
    from django.core.cache import caches

    from mgdb import http_cache
    from mgdb.search import snapshots

    http_cache.clear()
    snapshots.clear()
    caches["throttle"].clear()
    getattr(mail, "outbox", []).clear()  # there from the first test on


# What pytest-django does around each test is for marks and fixtures that no test here has, or is done above. Under the
# same names, once in a process: a third of the time that pytest itself takes for a test.
for _name in (
    "_dj_autoclear_mailbox", "_django_clear_site_cache", "_django_isolate_apps", "_django_set_urlconf",
    "_django_setup_unittest", "_live_server_helper", "_template_string_if_invalid_marker",
):  # fmt: skip
    globals()[_name] = pytest.fixture(scope="session", name=_name)(lambda: None)
OF_PYTEST_DJANGO = ("urls", "ignore_template_errors", "django_isolate_apps")


@pytest.fixture(autouse=True, scope="session")
def cheaper_django(django_test_environment: None) -> Iterator[None]:
    from tests.cheap import cheaper  # which needs Django set up

    with cheaper():
        yield


@pytest.fixture(autouse=True, scope="session")
def context_of_pages() -> Iterator[None]:
    """Pages of Jinja2 tell Django's test client their context, as those of Django's own engine do."""
    from django.template.backends.jinja2 import Template
    from django.test.signals import template_rendered

    def rendered(self: Template, context: dict[str, object] | None = None, request: object = None) -> str:
        template_rendered.send(sender=self, template=self, context=context or {})
        return render(self, context, request)

    render, Template.render = Template.render, rendered
    yield
    Template.render = render


@pytest.fixture(scope="session")
def live_server() -> None:
    pytest.fail("use the fixture site or live_site: they are the web server that visitors have", pytrace=False)


@pytest.fixture
def transactional_db() -> None:
    pytest.fail("use the fixture committed_db: a flush after the test would empty the records", pytrace=False)


@pytest.fixture
def django_assert_num_queries() -> None:
    pytest.fail("use tests.statements: Django does not count what is sent past its cursors", pytrace=False)


django_assert_max_num_queries = django_assert_num_queries


@pytest.fixture(scope="session")
def site(database_server: DatabaseServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """The web server on a clone with the curated records. Only read here; `live_site` is for writing."""
    name = database_server.clone("site")
    server = WebServer(database_server.url(name, web=True), tmp_path_factory.mktemp("site") / "web.log")
    yield server
    server.stop()
    database_server.drop(name)


@pytest.fixture
def live_site(committed_db: str, database_server: DatabaseServer, tmp_path: Path) -> Iterator[WebServer]:
    """The web server on the same database as the test's own queries."""
    name = urlsplit(committed_db).path.removeprefix("/")
    server = WebServer(database_server.url(name, web=True), tmp_path / "web.log")
    yield server
    server.stop()


@pytest.fixture
def worker(committed_db: str, tmp_path: Path) -> Iterator[TaskWorker]:
    """A started Celery worker on the same database as the test's own queries."""
    process = TaskWorker(committed_db, tmp_path / "worker.log")
    process.start()
    yield process
    process.discard()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A headless Chromium."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAIT_MILLISECONDS)
    with sync_playwright() as playwright:
        # Playwright's synchronous API keeps an event loop running in the thread of the test; Django takes that for
        # asynchronous code and refuses the database. Nothing here is asynchronous.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        instance = playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
        yield instance
        instance.close()


@pytest.fixture
def console_errors() -> list[str]:
    """What the page of this test complained of; a test that expects a complaint takes it out of this list."""
    return []


@pytest.fixture(scope="session")
def browser_context(browser: object) -> Iterator[object]:
    """The one profile of all pages: what it has fetched and compiled of a site's static files is there for the next.

    What is compiled lasts as long as the process of the site (`--process-per-site`; a site is a host, whatever the
    port), and that as long as a page of it is open: one is, all the time.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    keeper = context.new_page()
    keeper.route("**/*", lambda route: route.fulfill(body=""))
    keeper.goto("http://127.0.0.1/")
    yield context
    context.close()


@pytest.fixture
def page(browser_context: object, console_errors: list[str]) -> Iterator[object]:
    """A page, 1280 × 900, without a memory of earlier tests. An error in its console fails the test."""
    new = browser_context.new_page()
    new.set_default_timeout(WAIT_MILLISECONDS)
    sites: set[str] = set()
    new.on("framenavigated", lambda frame: sites.add("{0.scheme}://{0.netloc}".format(urlsplit(frame.url))))
    new.on("pageerror", lambda error: console_errors.append(f"{new.url}: {error}"))
    new.on(
        "console",
        lambda message: console_errors.append(f"{new.url}: {message.text}") if message.type == "error" else None,
    )
    yield new
    session = browser_context.new_cdp_session(new)
    for site in sites:
        if site.startswith("http"):
            session.send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": "all"})
    for one in browser_context.pages[1:]:  # the first keeps what was compiled
        one.close()
    browser_context.clear_cookies()
    browser_context.clear_permissions()
    assert console_errors == []
