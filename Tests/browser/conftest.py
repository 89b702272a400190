"""Servers, browsers and people for the tests. Run by `make test`, or:

python3 -m venv /tmp/venv && /tmp/venv/bin/pip install -r Tests/browser/requirements.txt
/tmp/venv/bin/pytest Tests/browser
"""

from __future__ import annotations

import os
import subprocess
import uuid
from contextlib import contextmanager

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from entente import BINARY, CHROMIUM, PASSWORD, PEOPLE, Server, Texts, User, copy_of

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
AXE = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
# Rules whose outcome depends on colours: only these are asked again in the dark.
COLOURS = {
    "resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

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


@contextmanager
def postgres_database():
    """An empty database of PostgreSQL, gone afterwards."""
    base = os.environ["ENTENTE_TEST_POSTGRES"]
    name = f"browser_{uuid.uuid4().hex[:12]}"
    psql = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", base, "--command"]
    subprocess.run([*psql, f"CREATE DATABASE {name}"], check=True)
    try:
        yield base.rsplit("/", 1)[0] + "/" + name
    finally:
        subprocess.run([*psql, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"], check=True)


KINDS = ["sqlite"] + (["postgres"] if os.environ.get("ENTENTE_TEST_POSTGRES") else [])


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


class Desk:
    """Makes browser windows for people, and keeps what their consoles say."""

    def __init__(self, browser: Browser, signed_in):
        self.browser, self.signed_in = browser, signed_in
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def window(self, server: Server, who: str | None = None, *, fresh: bool = False, **options) -> Page:
        """A window of someone who is signed in; `fresh` for a session of its own."""
        options.setdefault("viewport", WIDE)
        context = self.browser.new_context(base_url=server.url, **options)
        self.contexts.append(context)
        if who:
            context.add_cookies((server.sign_in(who) if fresh else self.signed_in(server, who)).cookies)
        page = context.new_page()
        self.listen(page)
        return page

    def listen(self, page: Page) -> None:
        page.on("console", lambda message: message.type in ("error", "warning") and self.complaints.append(
            f"{page.url}: {message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def desk(chromium, signed_in):
    """Windows that are closed after the test, which fails when a console complained."""
    desk = Desk(chromium, signed_in)
    yield desk
    desk.close()
    # A page that refuses (4xx) is told in the console by the browser itself.
    own = [said for said in desk.complaints if "Failed to load resource: the server responded with a status of 4" not in said]
    assert not own, "\n".join(own)


def violations(page: Page, options: dict = AXE) -> list[str]:
    """What axe says about the page as it is shown: the rule, the element and the reason."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for each in found for node in each["nodes"][:2]]


def sign_in(page: Page, texts: Texts, who: str, password: str = PASSWORD) -> None:
    """Signs in through the form, as a person does."""
    page.goto("/sign-in")
    page.get_by_label(texts("sign-in.email"), exact=True).fill(PEOPLE.get(who, who))
    page.get_by_label(texts("sign-in.password"), exact=True).fill(password)
    page.get_by_role("button", name=texts("sign-in.button"), exact=True).click()
    expect(page.locator("nav a[aria-current=page]")).to_be_visible()
