"""What the tests stand on: a server of their own, its texts, and someone who uses it without a browser."""

from __future__ import annotations

import html.parser
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import urllib.parse
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("ENTENTE_BINARY", ROOT / ".build/debug/entente")).resolve()
CHROMIUM = os.environ.get("ENTENTE_CHROMIUM", "/usr/bin/chromium")
PASSWORD = re.search(
    r'static let password = "([^"]+)"',
    (ROOT / "Sources/Features/Accounts/DemonstrationAccounts.swift").read_text(),
).group(1)

# The demonstration's accounts, by role.
PEOPLE = {
    "programme-manager": "projectleider@demo.example",
    "country-manager": "relatiebeheerder@demo.example",
    "training-coordinator": "trainingscoordinator@demo.example",
    "controller": "controller@demo.example",
    "auditor": "auditor@demo.example",
    "trainer": "trainer@demo.example",
    "focal-point": "contactpunt@demo.example",
    "focal-point-arabic": "contactpunt.ma@demo.example",
    "administrator": "beheerder@demo.example",
}


# Texts: a small reader of PO files, so that no test holds a wording.


def _read_po(path: Path) -> dict[str, str]:
    texts, key, forms, into = {}, None, [], None
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        line = line.strip()
        match = re.match(r'(msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*"(.*)"$', line)
        if match is None or match[1] == "msgid":
            if key and forms and forms[-1]:
                texts[key] = forms[-1]
            if match is None:
                key, forms, into = None, [], None
                continue
        word, text = match[1] or into, re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), match[2])
        if match[1] == "msgid":
            key, forms = text, []
        elif match[1] and word.startswith("msgstr"):
            forms.append(text)
        elif word == "msgid":
            key += text
        elif word != "msgid_plural":
            forms[-1] += text
        into = word
    return texts


class Texts:
    """The texts of a language, with English where it has none, like the program itself."""

    _all: dict[str, dict[str, str]] = {}

    def __init__(self, language: str):
        self.language = language
        for each in {language, "en"}:
            if each not in self._all:
                self._all[each] = {}
                for path in sorted((ROOT / "Sources").glob(f"**/{each}.po")):
                    self._all[each] |= _read_po(path)

    def __call__(self, key: str, **values: str) -> str:
        text = self._all[self.language].get(key) or self._all["en"].get(key) or f"⟦{key}⟧"
        return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), text)

    def pattern(self, key: str, **values: str) -> re.Pattern:
        """The text where it may stand within another, with anything in the places that have no value."""
        pieces = re.split(r"(\{\w+\})", self(key, **values))
        return re.compile("".join(".*" if re.fullmatch(r"\{\w+\}", p) else re.escape(p) for p in pieces))


# Servers


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server of a folder, on a free port of the loopback address. It is stopped by its process id."""

    def __init__(self, folder: Path, *, database: str | None = None, binary: Path = BINARY, settings: dict | None = None):
        self.folder, self.binary = folder, binary
        self.data = folder / "data"
        self.work = folder / "work"
        self.work.mkdir(parents=True, exist_ok=True)
        self.database = database or f"sqlite:{self.data}/entente.db"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = settings or {}
        self.process: subprocess.Popen | None = None
        self.output: list[str] = []
        self.log = folder / "server.log"

    @property
    def environment(self) -> dict[str, str]:
        return {name: value for name, value in os.environ.items() if not name.startswith("ENTENTE_")} | {
            "ENTENTE_DATA": str(self.data),
            "ENTENTE_DATABASE": self.database,
            "ENTENTE_ADDRESS": f"127.0.0.1:{self.port}",
            "ENTENTE_PUBLIC_URL": self.url,
            **self.settings,
        }

    def start(self, *arguments: str, prefix: list[str] = (), timeout: float = 60) -> Server:
        """Starts it, and returns when it says that it listens."""
        self.output = []
        log = self.log.open("ab")
        self.process = subprocess.Popen(
            [*prefix, str(self.binary), "serve", *arguments], cwd=self.work, env=self.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
        log.close()
        listens = threading.Event()

        def follow(process: subprocess.Popen) -> None:
            for line in process.stdout:
                self.output.append(line)
                if "listens on port" in line:
                    listens.set()
            listens.set()

        threading.Thread(target=follow, args=(self.process,), daemon=True).start()
        if not listens.wait(timeout) or self.process.poll() is not None or not self.output:
            said = "".join(self.output) + self.log.read_text(errors="replace")[-3000:]
            self.kill()
            raise AssertionError(f"the server did not start: {said}")
        return self

    def stop(self, timeout: float = 30) -> int:
        """Asks it to stop, and gives its exit code."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not stop within {timeout} seconds") from None

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def command(self, *arguments: str, input: str | None = None, check: bool = True, **settings: str):
        """Runs a command of the program with the settings of this server."""
        done = subprocess.run(
            [str(self.binary), *arguments], cwd=self.work, env=self.environment | settings, input=input,
            capture_output=True, text=True, timeout=120)
        if check:
            assert done.returncode == 0, f"entente {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done

    def verify(self) -> str:
        return self.command("verify").stdout

    def sign_in(self, who: str, password: str = PASSWORD) -> User:
        return User(self.url).sign_in(who, password)

    def token(self, who: str, scope: str = "write") -> Api:
        return self.sign_in(who).make_token(scope)


@contextmanager
def postgres_database():
    """An empty database of PostgreSQL, gone afterwards."""
    base = os.environ["ENTENTE_TEST_POSTGRES"]
    name = f"entente_{uuid.uuid4().hex[:12]}"
    psql = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", base, "--command"]
    subprocess.run([*psql, f"CREATE DATABASE {name}"], check=True)
    try:
        yield base.rsplit("/", 1)[0] + "/" + name
    finally:
        subprocess.run([*psql, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"], check=True)


KINDS = ["sqlite"] + (["postgres"] if os.environ.get("ENTENTE_TEST_POSTGRES") else [])


def copy_of(template: Server, folder: Path, **options) -> Server:
    """A server of its own with a copy of the demonstration of a server that is stopped."""
    server = Server(folder, **options)
    shutil.copytree(template.data, server.data)
    return server


# Someone who uses the pages without a browser


@dataclass
class Form:
    """A form as it stands in a page."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    has_file: bool = False

    def __getitem__(self, name: str) -> str:
        return next(value for key, value in self.fields if key == name)

    def filled(self, **values) -> list[tuple[str, str]]:
        """What a browser would send with these values; a list sends a name several times, None does not send it."""
        kept = [(name, value) for name, value in self.fields if name not in values]
        for name, value in values.items():
            kept += [(name, each) for each in (value if isinstance(value, list) else [value]) if each is not None]
        return kept


class _Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text: list[str] = []
        self._form: Form | None = None
        self._area: tuple[str, list[str]] | None = None
        self._select: str | None = None
        self._silent = 0

    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        if "id" in at:
            self.ids.append(at["id"])
        if tag == "a" and at.get("href"):
            self.links.append(at["href"])
        if tag in ("script", "style"):
            self._silent += 1
        if tag == "form":
            self._form = Form(at.get("action", ""), at.get("method", "get").lower())
            self.forms.append(self._form)
        if self._form is None or "name" not in at and tag != "option":
            return
        name, value = at.get("name"), at.get("value") or ""
        if tag == "input":
            kind = at.get("type", "text")
            if kind == "file":
                self._form.has_file = True
            elif kind not in ("checkbox", "radio") or "checked" in at:
                self._form.fields.append((name, value))
        elif tag == "textarea":
            self._area = (name, [])
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in at:
            self._form.fields.append((self._select, value))

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self._silent -= 1
        if tag == "textarea" and self._area and self._form:
            self._form.fields.append((self._area[0], "".join(self._area[1]).removeprefix("\n")))
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._form = None

    def handle_data(self, data):
        if self._area is not None:
            self._area[1].append(data)
        if not self._silent:
            self.text.append(data)


class Page:
    """A page that was read: its forms, links, ids and text."""

    def __init__(self, response: requests.Response):
        self.response, self.status, self.html = response, response.status_code, response.text
        reader = _Reader()
        reader.feed(response.text)
        self.forms, self.links, self.ids = reader.forms, reader.links, reader.ids
        self.text = re.sub(r"\s+", " ", " ".join(reader.text))

    def form(self, action: str) -> Form:
        """The form that is sent to this path, which may be given by its end."""
        found = [form for form in self.forms if form.action == action or form.action.endswith(action)]
        assert found, f"no form to {action} on {self.response.url}: {[form.action for form in self.forms]}"
        return found[0]


class User:
    """Someone with cookies."""

    def __init__(self, url: str):
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False

    def sign_in(self, who: str, password: str = PASSWORD) -> User:
        form = self.get("/sign-in").form("/sign-in")
        answer = self.post("/sign-in", form.filled(email=PEOPLE.get(who, who), password=password, next="/"))
        assert answer.status_code == 303, f"{who} could not sign in: {answer.status_code}"
        return self

    def raw(self, method: str, path: str, **options) -> requests.Response:
        options.setdefault("allow_redirects", False)
        options.setdefault("timeout", 30)
        return self.session.request(method, self.url + path, **options)

    def get(self, path: str, **options) -> Page:
        return Page(self.raw("GET", path, **options))

    def post(self, path: str, fields: list[tuple[str, str]] | dict, **options) -> requests.Response:
        return self.raw("POST", path, data=fields, **options)

    def submit(self, page: str, action: str, **values) -> requests.Response:
        """Reads a page, and sends a form of it with these values."""
        shown = self.get(page)
        assert shown.status == 200, f"{page}: {shown.status}"
        return self.post(shown.form(action).action, shown.form(action).filled(**values))

    def upload(self, country: str, name: str, content: bytes, **values) -> requests.Response:
        form = self.get(f"/countries/{country}").form(f"/files/to/dossier/{country}")
        parts = [(key, (None, value)) for key, value in form.filled(**values)]
        return self.raw("POST", form.action, files=parts + [("file", (name, content, "application/octet-stream"))])

    def make_token(self, scope: str = "write") -> Api:
        made = Page(self.submit("/profile", "/profile/tokens", tokenName="test", scope=scope, days="2"))
        assert made.status == 200, made.text
        return Api(self.url, re.search(r'id="token">([^<]+)<', made.html)[1])

    @property
    def cookies(self) -> list[dict]:
        """For a browser."""
        return [{"name": each.name, "value": each.value, "url": self.url} for each in self.session.cookies]


class Api:
    """A program with a token; without one, a stranger."""

    def __init__(self, url: str, token: str | None = None):
        self.url, self.token = url, token
        self.session = requests.Session()
        self.session.trust_env = False
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def __call__(self, method: str, path: str, json=None, version=None, **options) -> requests.Response:
        headers = options.pop("headers", {})
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        options.setdefault("timeout", 30)
        return self.session.request(
            method, f"{self.url}/api/v1{path}", json=json, headers=headers, allow_redirects=False, **options)


def fact(**values) -> dict:
    return {"label": "Hoofdstad", "content": "Banjul", "source": "Atlas", "asOf": "2024-06", "shared": False} | values


def path_of(location: str) -> str:
    return urllib.parse.urlsplit(location).path


PDF_KIND = "application/pdf"

# The smallest files of their kinds.

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000080000000808020000004b6d29dc00000011"
    "4944415478da6390cfdf8215310c2d09004f595081b8ae4a8c0000000049454e44ae426082")


def pdf(text: str = "Entente", size: int = 0) -> bytes:
    """A PDF of one page, made longer by a comment."""
    stream = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n" + b"%" + b"x" * size + b"\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
