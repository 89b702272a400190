"""Servers, browsers and people for the tests. Run by `make test`, or:

python3 -m venv /tmp/venv && /tmp/venv/bin/pip install -r Tests/browser/requirements.txt
/tmp/venv/bin/pytest Tests/browser
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect, sync_playwright

from entente import BINARY, CHROMIUM, KINDS, Server, User, copy_of, postgres_database
from windows import Desk

expect.set_options(timeout=10_000)


def pytest_report_header():
    return f"entente: {BINARY}"


def pytest_sessionstart(session):
    if not BINARY.exists():
        pytest.exit(f"{BINARY} is not there: build it, or set ENTENTE_BINARY", returncode=2)


# Servers


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Server:
    """A stopped server with the demonstration, to be copied."""
    server = Server(tmp_path_factory.mktemp("template"))
    server.start("--demonstration")
    assert server.stop() == 0
    return server


@pytest.fixture(scope="session")
def server(template, tmp_path_factory):
    """One server for all tests that only read."""
    server = copy_of(template, tmp_path_factory.mktemp("reading")).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def own(template, tmp_path_factory):
    """A server of the module's own, for tests that write."""
    server = copy_of(template, tmp_path_factory.mktemp("writing")).start()
    yield server
    server.stop()


@pytest.fixture
def start(template, tmp_path):
    """Makes further servers: `start()` gives one that runs, with the demonstration."""
    made: list[Server] = []

    def make(*, run: bool = True, **options) -> Server:
        server = copy_of(template, tmp_path / f"server{len(made)}", **options)
        made.append(server)
        return server.start() if run else server

    yield make
    for server in made:
        server.kill()


@pytest.fixture(params=KINDS)
def either(request, tmp_path):
    """A running server with the demonstration, on each kind of database."""
    if request.param == "sqlite":
        server = Server(tmp_path / "either").start("--demonstration")
        yield server
        server.kill()
    else:
        with postgres_database() as address:
            server = Server(tmp_path / "either", database=address).start("--demonstration")
            yield server
            server.kill()


# People


@pytest.fixture(scope="session")
def signed_in():
    """Gives the cookies of someone, who signs in once a server."""
    known: dict[tuple[str, str], User] = {}

    def sign_in(server: Server, who: str) -> User:
        key = (server.url, who)
        if key not in known:
            known[key] = server.sign_in(who)
        return known[key]

    return sign_in


# Browsers


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk(chromium, signed_in):
    """Windows that are closed after the test, which fails when a console complained."""
    desk = Desk(chromium, signed_in)
    yield desk
    desk.close()
    # A page that refuses (4xx) is told in the console by the browser itself.
    own = [said for said in desk.complaints if "Failed to load resource: the server responded with a status of 4" not in said]
    assert not own, "\n".join(own)
