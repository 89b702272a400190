"""Running it: health, logs, stopping, checking, backup, import, accounts from the command line, a full disk."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest

from entente import BINARY, PASSWORD, PNG, ROOT, Api, Page, Server, Texts, User, fact, pdf, postgres_database

PROGRAMME = ROOT / "data/programme"


# Watching


def test_a_monitor_sees_that_it_lives_and_is_ready(server):
    user = User(server.url)
    for path, text in [("/healthz", "ok"), ("/readyz", "ready")]:
        answer = user.raw("GET", path)
        assert answer.status_code == 200 and answer.text.strip() == text
        assert answer.headers["Content-Type"].startswith("text/plain") and "Set-Cookie" not in answer.headers


def test_the_metrics_are_such_as_prometheus_reads(server, signed_in):
    user = signed_in(server, "country-manager")
    for path in ["/", "/countries", "/countries/GM", "/countries/XX", "/nothing/at/all", "/api/v1/dossiers"]:
        user.raw("GET", path)
    text = User(server.url).raw("GET", "/metrics").text
    if shutil.which("promtool"):
        done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
        assert done.returncode == 0 and not done.stdout + done.stderr, done.stdout + done.stderr
    assert re.search(r'entente_requests_total\{route="GET /countries/\{country\}",status="200"\} \d', text)
    assert re.search(r"^entente_ledger_entries [1-9]\d*(\.0)?$", text, re.M)
    routes = set(re.findall(r'route="([^"]*)"', text))
    assert not any("GM" in route or "nothing" in route or "@" in route for route in routes), "labels are bounded"


def test_strange_methods_do_not_make_metrics_grow(start):
    server = start()
    for number in range(50):
        User(server.url).raw(f"X{number}", "/countries")
    text = User(server.url).raw("GET", "/metrics").text
    assert len(set(re.findall(r'route="([^"]*)"', text))) < 20


def test_the_log_is_one_json_document_a_line_and_keeps_secrets(start):
    server = start(run=False)
    server.settings["ENTENTE_LOG_LEVEL"] = "debug"
    user = server.start().sign_in("country-manager")
    token = user.make_token().token
    Api(server.url, token)("GET", "/me")
    answer = user.raw("GET", "/countries/GM")
    secrets = [PASSWORD, token, user.session.cookies["entente"]]
    assert server.stop() == 0
    lines = server.log.read_text().splitlines()
    entries = [json.loads(line) for line in lines]
    assert entries and all({"time", "level", "message"} <= set(entry) for entry in entries)
    found = [entry for entry in entries if entry.get("request") == answer.headers["X-Request-ID"]]
    assert found and found[0]["path"] == "/countries/GM" and found[0]["status"] == "200"
    assert not any(secret in line for line in lines for secret in secrets)


def test_a_database_that_is_lost_makes_it_not_ready_but_alive():
    if not os.environ.get("ENTENTE_TEST_POSTGRES"):
        pytest.skip("ENTENTE_TEST_POSTGRES is not set")
    import tempfile

    with tempfile.TemporaryDirectory() as folder, postgres_database() as address:
        server = Server(Path(folder) / "lost", database=address).start("--demonstration")
        try:
            user = server.sign_in("country-manager")
            base, name = address.rsplit("/", 1)
            psql = ["psql", "--no-psqlrc", "--quiet", os.environ["ENTENTE_TEST_POSTGRES"], "--command"]

            # Connections are lost: it comes back by itself, and no request fails for it twice.
            subprocess.run([*psql, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"], check=True, stdout=subprocess.DEVNULL)
            statuses = [user.raw("GET", "/countries/GM").status_code for _ in range(12)]
            assert set(statuses) <= {200, 503} and statuses[-1] == 200

            # The database is away.
            subprocess.run([*psql, f"ALTER DATABASE {name} RENAME TO {name}_away"], check=False, stderr=subprocess.DEVNULL)
            subprocess.run([*psql, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"], check=True, stdout=subprocess.DEVNULL)
            subprocess.run([*psql, f"ALTER DATABASE {name} RENAME TO {name}_away"], check=True)
            try:
                ready = User(server.url).raw("GET", "/readyz")
                assert ready.status_code == 503 and User(server.url).raw("GET", "/healthz").status_code == 200
                page = user.get("/countries/GM")
                assert page.status == 503 and Texts("nl")("failure.503") in page.text
                answer = user.raw("GET", "/api/v1/dossiers")
                assert answer.status_code == 503 and answer.headers["Content-Type"] == "application/problem+json"
            finally:
                subprocess.run([*psql, f"ALTER DATABASE {name}_away RENAME TO {name}"], check=True)
            assert User(server.url).raw("GET", "/readyz").status_code == 200
            assert user.raw("GET", "/countries/GM").status_code == 200
        finally:
            server.kill()


# Stopping


def test_a_request_in_flight_is_finished_before_it_stops(start):
    server = start()
    user = server.sign_in("country-manager")
    form = user.get("/countries/GM").form("/files/to/dossier/GM")
    content = pdf(size=400_000)
    head = "".join(f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in form.filled())
    body = (head + '--b\r\nContent-Disposition: form-data; name="file"; filename="slow.pdf"\r\n\r\n').encode() + content + b"\r\n--b--\r\n"
    cookie = "; ".join(f"{each.name}={each.value}" for each in user.session.cookies)
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as wire:
        wire.sendall((
            f"POST {form.action} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nContent-Length: {len(body)}\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\n\r\n").encode() + body[:200_000])
        incoming = server.data / "files/incoming"
        end = time.monotonic() + 10
        while not any(incoming.iterdir()):
            assert time.monotonic() < end
            time.sleep(0.02)
        server.process.send_signal(signal.SIGTERM)
        # It takes nobody new any more, but finishes this.
        end = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
            except OSError:
                break
            assert time.monotonic() < end, "it still takes new connections"
            time.sleep(0.02)
        wire.sendall(body[200_000:])
        answer = wire.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 303")
    assert server.process.wait(20) == 0
    server.start()
    assert "slow.pdf" in server.sign_in("country-manager").get("/countries/GM").text
    assert "all is well" in server.verify()


def test_it_stops_soon_though_connections_are_kept_open(start):
    server = start()
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(5)]
    user = User(server.url)
    user.raw("GET", "/healthz")
    begun = time.monotonic()
    assert server.stop(timeout=20) == 0
    assert time.monotonic() - begun < 10
    for wire in idle:
        wire.close()


def test_a_second_server_on_the_port_fails_clearly(start):
    server, other = start(), start(run=False)
    other.port = server.port
    done = subprocess.run([str(BINARY), "serve"], cwd=other.work, env=other.environment, capture_output=True, text=True, timeout=30)
    assert done.returncode != 0 and re.search(r"in use|address", done.stderr + done.stdout, re.I)
    assert User(server.url).raw("GET", "/healthz").status_code == 200


@pytest.mark.parametrize("name, value", [
    ("ENTENTE_ADDRESS", "nonsense"), ("ENTENTE_PUBLIC_URL", "nonsense"), ("ENTENTE_DATABASE", "mysql://x"),
    ("ENTENTE_FILE_LIMIT_MB", "x"), ("ENTENTE_LOG_LEVEL", "loud"), ("ENTENTE_SESSION_HOURS", "0"), ("ENTENTE_THREADS", "-1"),
])
def test_a_wrong_setting_is_named(start, name, value):
    done = start(run=False).command("serve", check=False, **{name: value})
    assert done.returncode != 0 and name in done.stderr
    assert "Fatal error" not in done.stderr


def test_it_does_not_start_on_an_empty_or_a_newer_database(start, tmp_path):
    empty = Server(tmp_path / "empty")
    done = empty.command("serve", check=False)
    assert done.returncode != 0 and "migrate" in done.stderr + done.stdout
    plan = empty.command("migrate", "--plan").stdout
    assert plan.count("would run") >= 4
    assert empty.command("migrate", "--plan").stdout == plan, "a plan changes nothing"
    empty.command("migrate")
    assert "up to date" in empty.command("migrate").stdout
    with sqlite3.connect(empty.data / "entente.db") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        history = next(name for name in tables if "migration" in name)
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({history})")]
        row = database.execute(f"SELECT * FROM {history} LIMIT 1").fetchone()
        newer = ["999 from the future" if name in ("name", "step") else value for name, value in zip(columns, row)]
        database.execute(f"INSERT INTO {history} VALUES ({','.join('?' * len(newer))})", newer)
    for command in (["serve"], ["migrate"], ["verify"]):
        done = empty.command(*command, check=False)
        assert done.returncode != 0 and "999" in done.stderr + done.stdout, command


# Checking


def test_a_changed_byte_anywhere_in_the_ledger_is_found(start):
    server = start(run=False)
    place = server.data / "entente.db"
    assert "all is well" in server.verify()
    whole = server.folder / "whole.db"
    shutil.copy(place, whole)
    changes = [
        "UPDATE ledger_entry SET actor = actor || 'x' WHERE number = 17",
        "UPDATE ledger_entry SET at = at + 1 WHERE number = 17",
        "UPDATE ledger_entry SET action = 'fact.removed' WHERE number = 17",
        "UPDATE ledger_entry SET subject = 'XX' WHERE number = 17",
        "UPDATE ledger_entry SET kind = 'other' WHERE number = 17",
        "UPDATE ledger_entry SET leaf = zeroblob(length(leaf)) WHERE number = 17",
        "UPDATE ledger_value SET after_text = after_text || '.' WHERE entry = 17 AND ordinal = (SELECT min(ordinal) FROM ledger_value WHERE entry = 17)",
        "UPDATE ledger_value SET before_text = 'x' WHERE entry = 17 AND ordinal = (SELECT min(ordinal) FROM ledger_value WHERE entry = 17)",
        "UPDATE ledger_value SET field = 'x' WHERE entry = 17 AND ordinal = (SELECT min(ordinal) FROM ledger_value WHERE entry = 17)",
        "UPDATE ledger_value SET salt = zeroblob(length(salt)) WHERE entry = 17",
        "UPDATE ledger_value SET commitment = zeroblob(length(commitment)) WHERE entry = 17",
        "DELETE FROM ledger_value WHERE entry = 17",
        "INSERT INTO ledger_value SELECT 17, 99, field, before_text, after_text, salt, commitment FROM ledger_value WHERE entry = 17 LIMIT 1",
        "UPDATE ledger_head SET root = zeroblob(length(root))",
        "UPDATE ledger_head SET peaks = zeroblob(length(peaks))",
        "UPDATE ledger_head SET size = size - 1",
        "DELETE FROM ledger_entry WHERE number = (SELECT max(number) FROM ledger_entry)",
        "DELETE FROM ledger_entry WHERE number = 17",
    ]
    for change in changes:
        shutil.copy(whole, place)
        with sqlite3.connect(place) as database:
            assert database.execute(change).rowcount > 0, change
        database.close()
        done = server.command("verify", check=False)
        assert done.returncode != 0, f"not found: {change}"
        if "= 17" in change:
            assert "17" in done.stdout, f"the entry is not named: {change}: {done.stdout}"


def test_a_ledger_cut_short_is_found_by_a_checkpoint_kept_elsewhere(start):
    server = start(run=False)
    server.command("checkpoint")
    elsewhere = server.folder / "kept.txt"
    shutil.copy(server.data / "checkpoint.txt", elsewhere)
    older = server.folder / "older.db"
    shutil.copy(server.data / "entente.db", older)
    server.start()
    Api(server.url, server.token("programme-manager").token)("POST", "/dossiers/GM/facts", json=fact())
    assert server.stop() == 0
    assert server.command("verify", "--checkpoint", str(elsewhere)).returncode == 0, "an older checkpoint still fits"
    newer = server.folder / "newer.txt"
    shutil.copy(server.data / "checkpoint.txt", newer)
    for name in ("entente.db-wal", "entente.db-shm", "checkpoint.txt"):
        (server.data / name).unlink(missing_ok=True)
    shutil.copy(older, server.data / "entente.db")
    assert server.command("verify", check=False).returncode == 0
    done = server.command("verify", "--checkpoint", str(newer), check=False)
    assert done.returncode != 0, "an older copy of the database passed for the whole"
    forged = server.folder / "forged.txt"
    forged.write_text(re.sub(r"\n\d+\n", "\n3\n", newer.read_text(), count=1))
    assert server.command("verify", "--checkpoint", str(forged), check=False).returncode != 0
    assert server.command("verify", "--checkpoint", str(server.folder / "none"), check=False).returncode != 0


def test_a_changed_or_lost_file_is_found(start):
    server = start()
    user = server.sign_in("country-manager")
    assert user.upload("GM", "a.pdf", pdf("one")).status_code == 303
    assert user.upload("GM", "b.png", PNG).status_code == 303
    server.stop()
    files = [path for path in (server.data / "files").rglob("*") if path.is_file()]
    assert len(files) == 2 and "2 files" in server.verify()
    content = files[0].read_bytes()
    files[0].write_bytes(content[:-1] + b"!")
    done = server.command("verify", check=False)
    assert done.returncode != 0 and files[0].name in done.stdout
    files[0].write_bytes(content)
    files[1].unlink()
    done = server.command("verify", check=False)
    assert done.returncode != 0 and files[1].name in done.stdout


# Backup


def rows(server: Server) -> dict[str, list]:
    """Every row of every table."""
    if server.database.startswith("sqlite:"):
        with sqlite3.connect(server.database.removeprefix("sqlite:")) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in tables}

    def psql(query: str) -> str:
        return subprocess.run(
            ["psql", "--no-psqlrc", "--tuples-only", "--no-align", server.database, "--command", query], check=True,
            capture_output=True, text=True).stdout

    tables = psql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").split()
    return {name: sorted(psql(f'SELECT * FROM "{name}"').splitlines()) for name in tables}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*") if path.is_file() and "incoming" not in path.parts}


def test_a_backup_of_a_running_server_restores_every_row_and_file(either, tmp_path):
    user = either.sign_in("country-manager")
    for number in range(3):
        assert user.upload("GM", f"{number}.pdf", pdf(f"number {number}")).status_code == 303
    api = user.make_token()
    # Somebody writes all the while.
    stop, written = threading.Event(), []

    def write():
        while not stop.is_set():
            answer = api("POST", "/dossiers/GM/facts", json=fact(label=f"Feit {len(written)}"))
            written.append(answer.status_code)
            stop.wait(0.05)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        said = either.command("backup", str(tmp_path / "busy")).stdout
    finally:
        stop.set()
        writer.join()
    assert set(written) == {201} and "checked" in said

    either.command("backup", str(tmp_path / "copy"))
    again = either.command("backup", str(tmp_path / "copy"), check=False)
    assert again.returncode != 0, "a backup must not overwrite another"
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0, "it holds the key"

    for name in ("busy", "copy"):
        if either.database.startswith("sqlite:"):
            restored = Server(tmp_path / f"restored-{name}")
            check_restored(either, restored, tmp_path / name, whole=name == "copy")
        else:
            with postgres_database() as address:
                restored = Server(tmp_path / f"restored-{name}", database=address)
                check_restored(either, restored, tmp_path / name, whole=name == "copy")


def check_restored(server: Server, restored: Server, backup: Path, *, whole: bool) -> None:
    assert "all is well" in restored.command("restore", str(backup)).stdout
    if whole:
        expected = rows(server)
        assert len(expected) >= 14 and len(expected["ledger_entry"]) > 300
        assert rows(restored) == expected
        assert contents(restored.data / "files") == contents(server.data / "files")
        assert len(contents(restored.data / "files")) == 3
        assert (restored.data / "ledger.key").read_bytes() == (server.data / "ledger.key").read_bytes()
        assert (restored.data / "ledger.key").stat().st_mode & 0o077 == 0
    again = restored.command("restore", str(backup), check=False)
    assert again.returncode != 0, "a restore must not overwrite anything"
    restored.start()
    try:
        user = restored.sign_in("country-manager")
        assert "2.pdf" in user.get("/countries/GM").text
        assert user.submit("/countries/GM/facts/new", "/facts/new", **fact(shared=None)).status_code == 303
    finally:
        restored.stop()
    assert "all is well" in restored.verify()


def test_a_damaged_backup_is_refused_and_leaves_nothing(start, tmp_path):
    server = start()
    assert server.sign_in("country-manager").upload("GM", "a.pdf", pdf()).status_code == 303
    server.command("backup", str(tmp_path / "good"))
    damages = {
        "changed": lambda folder: next((folder / "files").rglob("*/*")).write_bytes(b"x"),
        "lost": lambda folder: (folder / "ledger.key").unlink(),
        "added": lambda folder: (folder / "extra").write_text("x"),
        "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    }
    for name, damage in damages.items():
        shutil.copytree(tmp_path / "good", tmp_path / name)
        damage(tmp_path / name)
        target = Server(tmp_path / f"target {name}")
        done = target.command("restore", str(tmp_path / name), check=False)
        assert done.returncode != 0, name
        assert not (target.data / "entente.db").exists(), name


# Travelling


def test_the_program_needs_nothing_but_itself(tmp_path):
    """Copied to another folder, and run from an empty one, it brings all that it shows."""
    place = tmp_path / "elsewhere"
    place.mkdir()
    shutil.copy(BINARY, place / "entente")
    server = Server(tmp_path / "alone", binary=place / "entente")
    # The build's folder is out of sight, if we may make a namespace where it is.
    prefix = []
    build = next((parent for parent in BINARY.parents if parent.name == ".build"), None)
    hide = ["unshare", "--mount", "--", "sh", "-c", f'mount -t tmpfs none "{build}" && exec "$@"', "sh"]
    if build and shutil.which("unshare") and subprocess.run([*hide, "true"], capture_output=True).returncode == 0:
        prefix = hide
    server.start("--demonstration", prefix=prefix)
    try:
        user = server.sign_in("country-manager")
        for path in ["/", "/countries", "/countries?view=map", "/countries/GM", "/profile"]:
            page = user.get(path)
            assert page.status == 200
            for asset in re.findall(r'(?:href|src)="(/assets/[^"]+)"', page.html):
                assert user.raw("GET", asset).status_code == 200
        assert user.upload("GM", "a.png", PNG).status_code == 303
    finally:
        server.stop()
    assert list(server.work.iterdir()) == []
    assert "all is well" in server.verify()


# Import


@pytest.fixture
def programme(tmp_path) -> Path:
    return Path(shutil.copytree(PROGRAMME, tmp_path / "programme"))


def test_a_programme_is_imported_once(tmp_path, programme):
    server = Server(tmp_path / "import")
    server.command("migrate")
    first = server.command("import", "programme", str(programme)).stdout
    dossiers, events = map(int, re.search(r"(\d+)\D+(\d+)", first).groups())
    assert dossiers == len((programme / "countries.csv").read_text().splitlines()) - 1
    assert events == len((programme / "events.csv").read_text().splitlines()) - 1
    before = rows(server)
    assert re.search(r"\b0 dossiers\D+\b0 events", server.command("import", "programme", str(programme)).stdout)
    assert rows(server) == before
    with (programme / "events.csv").open("a") as file:
        file.write("new-1,support,GM,gid,2025-03,,Banjul,,Nieuw,gebeurd,test\n")
    assert re.search(r"\b0 dossiers\D+\b1 events?", server.command("import", "programme", str(programme)).stdout)
    assert "all is well" in server.verify()


def test_every_fault_of_a_programme_is_told_with_its_place_and_nothing_is_imported(tmp_path, programme):
    server = Server(tmp_path / "import")
    server.command("migrate")
    before = rows(server)
    (programme / "countries.csv").write_text(
        "iso2,tier,basis\nNG,focus,x\nXX,focus,x\nGM,close,x\nNG,watch,x\nTZ,active,\n")
    lines = (programme / "events.csv").read_text().splitlines()[:1]
    lines += [
        "a,support,GM,gid,2024-13,,Banjul,,T,w,s",  # no month 13
        "b,party,GM,nobody,2024,,Banjul,many,T,w,s",  # three faults
        "c,support,GM,gid,2024-06,2024-05,Banjul,,T,w,s",  # ends before it starts
        'd,support,GM,gid,2024-06,,"Banjul, ""the"" city",,T,,s',  # nothing happened
        "a,support,GM,gid,2024-06,,Banjul,,T,w,s",  # again
    ]
    (programme / "events.csv").write_text("\n".join(lines) + "\n")
    (programme / "offerings.csv").write_text("key,organisation,title\nx,y,z\n")
    done = server.command("import", "programme", str(programme), check=False)
    said = done.stdout + done.stderr
    assert done.returncode != 0 and "nothing was imported" in said
    for place in [
        "countries.csv:3:1", "countries.csv:4:4", "countries.csv:5:1", "countries.csv:6:11",
        "events.csv:2:18", "events.csv:3:3", "events.csv:3:12", "events.csv:3:32", "events.csv:4:26", "events.csv:5:53",
        "events.csv:6:1", "offerings.csv:1:1",
    ]:
        assert re.search(rf"^{re.escape(place)}: .+", said, re.M), f"{place} is not among:\n{said}"
    assert rows(server) == before


@pytest.mark.parametrize("damage", ["missing", "empty", "latin-1", "unclosed", "short", "folder"])
def test_a_file_that_is_no_csv_is_told(tmp_path, programme, damage):
    server = Server(tmp_path / "import")
    server.command("migrate")
    before = rows(server)
    file = programme / "events.csv"
    match damage:
        case "missing": file.unlink()
        case "empty": file.write_text("")
        case "latin-1": file.write_bytes(file.read_bytes() + "é,support,GM,gid,2024,,x,,T,w,s\n".encode("latin-1"))
        case "unclosed": file.write_text(file.read_text() + 'z,"support\n')
        case "short": file.write_text(file.read_text() + "z,support\n")
        case "folder": shutil.rmtree(programme)
    done = server.command("import", "programme", str(programme), check=False)
    assert done.returncode != 0 and re.search(r"^events\.csv:\d+:\d+: ", done.stdout + done.stderr, re.M)
    assert rows(server) == before


# Accounts


def test_accounts_are_kept_from_the_command_line(start):
    server = start(run=False)
    add = ["user", "add", "Nieuw@Example.org", "--name", "Nieuw Persoon", "--role", "country-manager", "--countries", "GM,NG"]
    password = "drie-geiten-in-de-wei"
    for wrong in ("", "short\n", "password1234\n"):
        assert server.command(*add, input=wrong, check=False).returncode != 0
    server.command(*add, input=password + "\n")
    assert server.command(*add, input=password + "\n", check=False).returncode != 0, "the address is taken"
    for bad in [["--role", "king"], ["--language", "xx"], ["--countries", "XX"]]:
        other = ["user", "add", "other@example.org", "--name", "x", "--role", "country-manager", *bad]
        assert server.command(*other, input=password + "\n", check=False).returncode != 0, bad
    listed = [line.split("\t") for line in server.command("user", "list").stdout.splitlines()]
    assert ["nieuw@example.org", "country-manager", "Nieuw Persoon", "active"] in listed and len(listed) == 14

    server.start()
    user = server.sign_in("nieuw@example.org", password)
    assert user.raw("GET", "/countries/GM/facts/new").status_code == 200
    server.command("user", "reset", "nieuw@example.org", input="vijf-ganzen-op-het-erf\n")
    end = time.monotonic() + 10  # another process learns it within seconds
    while user.raw("GET", "/").status_code == 200:
        assert time.monotonic() < end, "the session outlives its password"
        time.sleep(0.2)
    user = server.sign_in("nieuw@example.org", "vijf-ganzen-op-het-erf")
    server.command("user", "disable", "nieuw@example.org")
    end = time.monotonic() + 10
    while user.raw("GET", "/").status_code == 200:
        assert time.monotonic() < end, "the session outlives the account"
        time.sleep(0.2)
    assert server.command("user", "disable", "nobody@example.org", check=False).returncode != 0
    assert "disabled" in server.command("user", "list").stdout
    server.stop()
    assert "all is well" in server.verify()
    assert password not in server.log.read_text()


# A full disk


def limited(size: int):
    """A limit on the size of files, after which a write fails instead of ending the program."""
    return ["sh", "-c", f'trap "" XFSZ; ulimit -f {size // 512}; exec "$@"', "sh"]


def test_a_full_disk_gives_a_clear_answer_and_saves_nothing_half(start):
    server = start(run=False)
    size = max(path.stat().st_size for path in server.data.rglob("*") if path.is_file())
    server.start(prefix=limited(size + 300_000))
    user = server.sign_in("country-manager")
    api = user.make_token()
    kept, refused = [], []
    for number in range(2_000):
        answer = api("POST", "/dossiers/GM/facts", json=fact(label=f"Feit {number}", content="x" * 1_900))
        (kept if answer.status_code == 201 else refused).append((number, answer))
        if len(refused) >= 3:
            break
    assert kept and refused, "the disk did not fill"
    assert {answer.status_code for _, answer in refused} == {503}
    assert refused[0][1].headers["Content-Type"] == "application/problem+json"
    answer = user.post("/countries/GM/facts/new", user.get("/countries/GM/facts/new").form("/facts/new").filled(
        **fact(content="x" * 1_900, shared=None)))
    assert answer.status_code == 503 and Texts("nl")("failure.503") in Page(answer).text
    labels = [each["label"] for each in api("GET", "/dossiers/GM/facts").json()]
    assert user.raw("GET", "/countries/GM").status_code == 200, "it can still be read"
    answer = user.upload("GM", "large.pdf", pdf(size=2_000_000 + size))
    assert answer.status_code == 503
    assert list((server.data / "files/incoming").iterdir()) == []
    assert server.process.poll() is None
    server.stop()

    server.start()
    labels = [each["label"] for each in api("GET", "/dossiers/GM/facts").json() if each["label"].startswith("Feit ")]
    assert sorted(labels) == sorted(f"Feit {number}" for number, _ in kept)
    assert api("POST", "/dossiers/GM/facts", json=fact()).status_code == 201, "with room again it goes on"
    server.stop()
    assert "all is well" in server.verify()


def test_a_database_held_by_another_gives_a_clear_answer(start):
    server = start()
    user = server.sign_in("country-manager")
    api = user.make_token()
    with sqlite3.connect(server.data / "entente.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        answer = api("POST", "/dossiers/GM/facts", json=fact(label="Bezet"))
        assert answer.status_code == 503 and time.monotonic() - begun < 15
        assert user.raw("GET", "/countries/GM").status_code == 200, "reading goes on"
        other.execute("ROLLBACK")
    assert api("POST", "/dossiers/GM/facts", json=fact(label="Weer vrij")).status_code == 201
    assert "Bezet" not in {each["label"] for each in api("GET", "/dossiers/GM/facts").json()}
