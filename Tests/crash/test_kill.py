"""The server is killed at any moment, again and again; whatever it said was saved is there afterwards.

ENTENTE_TEST_KILLS sets how often (50 by default).
"""

from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
import threading
import time
from contextlib import nullcontext

import pytest
import requests

from entente import KINDS, Api, Server, User, fact, pdf, postgres_database

KILLS = int(os.environ.get("ENTENTE_TEST_KILLS", "50"))
WRITERS = 3
# Seconds of writing between a start and a kill.
LEAST, MOST = 0.05, 1.2


class Writers:
    """Programs that add facts as fast as they can, and a person who adds files; they remember what was acknowledged."""

    def __init__(self, server: Server, token: str, user: User):
        self.server, self.token, self.user = server, token, user
        self.up, self.done, self.lock = threading.Event(), threading.Event(), threading.Lock()
        self.facts: dict[str, str] = {}
        self.files: list[str] = []
        self.sent: set[str] = set()
        self.refused: list[str] = []
        self.threads = [threading.Thread(target=self.write_facts, args=(number,)) for number in range(WRITERS)]
        self.threads.append(threading.Thread(target=self.add_files))
        for thread in self.threads:
            thread.start()

    def write_facts(self, writer: int) -> None:
        api, number = Api(self.server.url, self.token), 0
        while not self.done.is_set():
            self.up.wait()
            number += 1
            label = f"{writer}-{number}"
            self.sent.add(label)
            try:
                answer = api("POST", "/dossiers/GM/facts", json=fact(label=label, content=label * 20), timeout=20)
            except requests.RequestException:
                continue
            with self.lock:
                if answer.status_code == 201:
                    self.facts[answer.json()["id"]] = label
                else:
                    self.refused.append(f"{answer.status_code} {answer.text[:200]}")

    def add_files(self) -> None:
        number = 0
        while not self.done.is_set():
            self.up.wait()
            number += 1
            name = f"file-{number}.pdf"
            try:
                answer = self.user.upload("GM", name, pdf(name, size=200_000))
            except (requests.RequestException, AssertionError):
                continue
            if answer.status_code == 303 and "done=file.added" in answer.headers["Location"]:
                self.files.append(name)

    def stop(self) -> None:
        self.done.set()
        self.up.set()
        for thread in self.threads:
            thread.join(30)


def query(server: Server, text: str) -> list[tuple]:
    """Reads the database itself."""
    if server.database.startswith("sqlite:"):
        with sqlite3.connect(server.database.removeprefix("sqlite:")) as database:
            return database.execute(text).fetchall()
    done = subprocess.run(
        ["psql", "--no-psqlrc", "--tuples-only", "--no-align", "--field-separator=|", server.database, "--command", text],
        check=True, capture_output=True, text=True)
    return [tuple(line.split("|")) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_acknowledged_survives_being_killed_at_any_moment(kind, tmp_path):
    seed = random.randrange(1 << 32)
    chance = random.Random(seed)
    print(f"seed {seed}")
    with postgres_database() if kind == "postgres" else nullcontext() as address:
        server = Server(tmp_path / "server", database=address).start("--demonstration")
        token = server.token("country-manager").token
        writers = Writers(server, token, server.sign_in("country-manager"))
        try:
            for number in range(KILLS):
                writers.up.set()
                time.sleep(chance.uniform(LEAST, MOST))
                assert server.process.poll() is None, f"it ended by itself before kill {number + 1}"
                server.kill()
                writers.up.clear()
                begun = time.monotonic()
                server.start()
                assert time.monotonic() - begun < 15
        finally:
            writers.stop()
        try:
            check(server, writers)
        finally:
            server.kill()


def check(server: Server, writers: Writers) -> None:
    acknowledged = writers.facts
    print(f"{KILLS} kills, {len(acknowledged)} facts and {len(writers.files)} files acknowledged, {len(writers.sent)} sent")
    assert len(acknowledged) > KILLS and len(writers.files) > KILLS / 10, "there was not enough to lose"
    assert [said for said in writers.refused if not said.startswith("503")] == []

    api = Api(server.url, writers.token)
    there = {each["id"]: each for each in api("GET", "/dossiers/GM/facts").json() if re.fullmatch(r"\d+-\d+", each["label"])}
    lost = {id: label for id, label in acknowledged.items() if id not in there}
    assert lost == {}, f"{len(lost)} acknowledged facts are lost"
    assert all(there[id]["label"] == label and there[id]["content"] == label * 20 for id, label in acknowledged.items())
    labels = [each["label"] for each in there.values()]
    assert len(set(labels)) == len(labels) and set(labels) <= writers.sent, "a fact is there twice"

    # What was not acknowledged is there with its entry in the ledger, or not at all.
    made = int(query(server, "SELECT count(*) FROM fact")[0][0])
    assert made == int(query(server, "SELECT count(*) FROM ledger_entry WHERE action = 'fact.added'")[0][0])
    links = [name for (name,) in query(server, "SELECT name FROM file_link")]
    assert len(links) == int(query(server, "SELECT count(*) FROM ledger_entry WHERE action = 'file.added'")[0][0])
    assert set(writers.files) <= set(links), "acknowledged files are lost"

    assert server.stop() == 0
    assert "all is well" in server.verify()
    folder = server.data / "files"
    whole = {path.name for path in folder.glob("??/*")}
    assert {hash for (hash,) in query(server, "SELECT sha256 FROM file")} <= whole
