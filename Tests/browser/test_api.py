"""The API: its document, its conventions, and a machine that tries everything."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from entente import Api, fact


@pytest.fixture(scope="module")
def document(server) -> dict:
    return Api(server.url)("GET", "/openapi.json").json()


@pytest.fixture(scope="module")
def chief(own) -> Api:
    return own.token("programme-manager")


# The document


def operations(document: dict):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", method, path, operation


def resolved(document: dict, node: dict) -> dict:
    while "$ref" in node:
        target = document
        for key in node["$ref"].removeprefix("#/").split("/"):
            target = target[key]
        node = target
    return node


def test_the_document_is_valid(document):
    validate(document)


def test_the_document_says_what_the_design_rules_ask(document, server):
    """The Dutch API design rules 2.2, as far as a document shows them."""
    assert document["openapi"].startswith("3.")
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"])
    assert all(document["info"]["contact"].get(key) for key in ("name", "email", "url"))
    assert [each["url"] for each in document["servers"]] == [f"{server.url}/api/v1"]
    ids = [operation.get("operationId") for *_, operation in operations(document)]
    assert all(ids) and len(set(ids)) == len(ids)
    for where, method, path, operation in operations(document):
        assert method in ("get", "put", "post", "delete", "patch"), where
        for segment in path.strip("/").split("/"):
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|\{[a-z][A-Za-z0-9]*\}", segment), f"{path}: {segment}"
        assert not path.endswith("/") and not re.search(r"\.(json|xml)$", path)
        for parameter in operation.get("parameters", []):
            if parameter["in"] != "header":
                assert re.fullmatch(r"[a-z][A-Za-z0-9]*", parameter["name"]), where
            assert "schema" in parameter, where
        statuses = set(operation["responses"])
        assert {"400", "404", "500"} <= statuses and "422" not in statuses, where
        if operation.get("security", document["security"]):
            assert "401" in statuses, where
        for status, response in operation["responses"].items():
            response = resolved(document, response)
            assert "API-Version" in response["headers"], f"{where} {status}"
            if status >= "400":
                assert set(response["content"]) == {"application/problem+json"}, f"{where} {status}"
                shape = resolved(document, response["content"]["application/problem+json"]["schema"])
                assert {"status", "title", "detail"} <= set(shape["properties"]), f"{where} {status}"


def test_fields_are_camel_case_and_shapes_are_closed(document):
    def walk(node: dict, place: str):
        for name, child in node.get("properties", {}).items():
            assert re.fullmatch(r"[a-z][A-Za-z0-9]*", name), f"{place}.{name}"
            walk(child, f"{place}.{name}")
        if "items" in node:
            walk(node["items"], f"{place}[]")
        if node.get("type") == "object":
            assert node.get("additionalProperties") is False, place

    for name, schema in document["components"]["schemas"].items():
        walk(schema, name)


def test_the_document_may_be_read_from_any_site(server):
    answer = Api(server.url)("GET", "/openapi.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["API-Version"] == answer.json()["info"]["version"]


# The conventions


def test_a_token_works_and_can_be_taken_back(own):
    user = own.sign_in("country-manager")
    api = user.make_token()
    me = api("GET", "/me")
    assert me.status_code == 200 and me.json()["role"] == "country-manager" and "GM" in me.json()["countries"]
    assert api.token not in user.get("/profile").html, "a token is shown once"
    assert api.token not in (own.data / "entente.db").read_bytes().decode("latin-1")
    assert user.submit("/profile#tokens", "/profile/tokens/revoke").status_code == 303
    assert api("GET", "/me").status_code == 401


def test_a_token_needs_a_name_an_end_and_a_scope(own):
    user = own.sign_in("country-manager")
    for values in [{"tokenName": ""}, {"days": "0"}, {"days": "400"}, {"days": "x"}, {"scope": "all"}]:
        values = {"tokenName": "test", "scope": "read", "days": "2"} | values
        assert user.submit("/profile", "/profile/tokens", **values).status_code == 400, values
    assert own.sign_in("trainer").get("/profile").html.count("/profile/tokens") == 0


def test_every_answer_names_the_version_and_speaks_of_times_in_utc(chief):
    answer = chief("GET", "/dossiers/GM")
    assert answer.headers["API-Version"] == "1.0.0" and answer.headers["Content-Type"] == "application/json"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", answer.json()["changed"])
    missing = chief("GET", "/dossiers/XX")
    assert missing.status_code == 404 and missing.headers["Content-Type"] == "application/problem+json"
    assert missing.json()["status"] == 404 and missing.json()["title"] and missing.json()["detail"]
    assert missing.headers["API-Version"] == "1.0.0"
    nowhere = chief("GET", "/nothing")
    assert nowhere.status_code == 404 and nowhere.headers["Content-Type"] == "application/problem+json"


def test_a_fact_lives_its_life(chief):
    added = chief("POST", "/dossiers/GM/facts", json=fact())
    assert added.status_code == 201 and added.headers["ETag"] == '"1"'
    made = added.json()
    assert fact().items() <= made.items() and made["version"] == 1
    place = f"/dossiers/GM/facts/{made['id']}"
    if "Location" in added.headers:
        assert added.headers["Location"].endswith(place)
    changed = chief("PUT", place, json=fact(content="Banjoel"), version=1)
    assert changed.status_code == 200 and changed.headers["ETag"] == '"2"' and changed.json()["content"] == "Banjoel"

    stale = chief("PUT", place, json=fact(content="Bathurst"), version=1)
    assert stale.status_code == 412 and stale.headers["Content-Type"] == "application/problem+json"
    assert chief("DELETE", place, version=1).status_code == 412
    for method in ("PUT", "DELETE"):
        assert chief(method, place, json=fact() if method == "PUT" else None).status_code == 428
        for tag in ["2", "*", 'W/"2"', '"x"', '"-1"', '""', '"99999999999999999999"', '"1", "2"']:
            answer = chief(method, place, json=fact() if method == "PUT" else None, headers={"If-Match": tag})
            assert answer.status_code in (400, 412), f"{method} {tag}: {answer.status_code}"
    assert [each for each in chief("GET", "/dossiers/GM/facts").json() if each["id"] == made["id"]][0]["content"] == "Banjoel"

    gone = chief("DELETE", place, version=2)
    assert gone.status_code == 204 and gone.content == b"" and "Content-Type" not in gone.headers
    assert chief("DELETE", place, version=2).status_code == 404
    assert chief("PUT", place, json=fact(), version=3).status_code == 404
    assert made["id"] not in chief("GET", "/dossiers/GM/facts").text


def test_a_strategy_gets_versions(chief):
    place = "/dossiers/GM/strategies/2031"
    assert chief("GET", place).status_code == 404
    assert chief("PUT", place, json={"goals": "Een"}).status_code == 428
    assert chief("PUT", place, json={"goals": "Een"}, version=1).status_code == 412
    first = chief("PUT", place, json={"goals": "Een"}, version=0)
    assert first.status_code == 200 and first.headers["ETag"] == '"1"'
    assert chief("PUT", place, json={"goals": "Nul"}, version=0).status_code == 412
    assert chief("PUT", place, json={"goals": "Twee"}, version=1).json()["version"] == 2
    assert chief("GET", place).headers["ETag"] == '"2"'
    assert [each["goals"] for each in chief("GET", place + "/versions").json()] == ["Twee", "Een"]
    assert chief("PUT", "/dossiers/GM/strategies/2050", json={"goals": "x"}, version=0).status_code in (400, 404)


def test_a_dossier_is_changed_with_its_version(chief):
    before = chief("GET", "/dossiers/GH")
    version = before.headers["ETag"].strip('"')
    tier = "watch" if before.json()["tier"] != "watch" else "active"
    done = chief("PUT", "/dossiers/GH", json={"tier": tier, "basis": "besluit"}, version=version)
    assert done.status_code == 200 and done.json()["tier"] == tier and done.headers["ETag"] != before.headers["ETag"]
    assert chief("PUT", "/dossiers/GH", json={"tier": tier, "basis": "x"}, version=version).status_code == 412
    assert chief("PUT", "/dossiers/GH", json={"tier": "x", "basis": ""}, version=1).status_code == 400
    assert chief("PUT", "/dossiers/NL", json={"tier": tier, "basis": "x"}, version=1).status_code == 404


def test_adding_a_fact_does_not_make_a_strategy_or_dossier_stale_for_others(chief):
    """The version of a dossier is that of its tier: work on its parts does not get in the way."""
    version = chief("GET", "/dossiers/NG").headers["ETag"].strip('"')
    dossier = chief("GET", "/dossiers/NG").json()
    assert chief("POST", "/dossiers/NG/facts", json=fact()).status_code == 201
    answer = chief("PUT", "/dossiers/NG", json={"tier": dossier["tier"], "basis": dossier["basis"] + "."}, version=version)
    assert answer.status_code == 200


def test_pages_follow_each_other_by_cursor(chief):
    seen, cursor, pages = [], None, 0
    while pages < 50:
        page = chief("GET", "/dossiers", params={"limit": 7} | ({"cursor": cursor} if cursor else {})).json()
        assert len(page["items"]) <= 7
        seen += [each["country"] for each in page["items"]]
        pages, cursor = pages + 1, page["next"]
        if cursor is None:
            break
    whole = [each["country"] for each in chief("GET", "/dossiers", params={"limit": 250}).json()["items"]]
    assert seen == whole == sorted(set(whole)) and len(whole) >= 40 and pages == -(-len(whole) // 7)
    few = chief("GET", "/dossiers", params={"tier": "focus", "limit": len(whole)}).json()
    assert few["next"] is None and {each["tier"] for each in few["items"]} == {"focus"}
    found = chief("GET", "/dossiers", params={"text": "غامبيا"}).json()["items"]
    assert [each["country"] for each in found] == ["GM"]


@pytest.mark.parametrize("query", [
    "limit=0", "limit=251", "limit=x", "limit=", "limit=1&limit=2", "cursor=gm", "cursor=GMB", "cursor=%00%00", "tier=x",
    "tier=", "nothing=1", "region=0002", "text=" + "x" * 101,
])
def test_a_wrong_query_is_told(chief, query):
    answer = chief("GET", f"/dossiers?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == query.split("=")[0]


def test_free_text_is_checked_for_personal_numbers_with_a_reason_on_record(chief, own):
    for field, value, kind in [
        ("content", "BSN 111222333", "citizen"), ("label", "V-nummer 2701234567", "alien"),
        ("source", "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<\nSPECI20142NLD6503101F2403096999999990<<<<<84", "zone"),
    ]:
        answer = chief("POST", "/dossiers/GM/facts", json=fact(**{field: value}))
        assert answer.status_code == 400 and answer.json()["errors"][0]["field"] == field, kind
        reason = {field: value, field + "Reason": f"verzonnen: {kind}"}
        assert chief("POST", "/dossiers/GM/facts", json=fact(**reason)).status_code == 201, kind
        assert f"verzonnen: {kind}" in own.sign_in("country-manager").get("/history/dossier/GM").text


def test_what_the_api_changes_stands_in_the_history(chief, own):
    assert chief("POST", "/dossiers/GM/facts", json=fact(content="Vermeld in het logboek")).status_code == 201
    page = own.sign_in("auditor").get("/history/dossier/GM")
    assert "Vermeld in het logboek" in page.text and "Marijke Verzonnen" in page.text


# Everything


def test_a_machine_that_tries_everything_finds_no_difference(start, tmp_path):
    """schemathesis calls each operation in all ways that the document allows, and in some that it does not."""
    server = start()
    token = server.token("programme-manager").token
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "schemathesis"),
            "--config-file", str(Path(__file__).with_name("schemathesis.toml")),
            "run", f"{server.url}/api/v1/openapi.json", "--header", f"Authorization: Bearer {token}", "--checks", "all",
            "--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "10", "--seed", "20240314",
            "--max-time", "25", "--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off", "--no-color",
        ],
        cwd=tmp_path, capture_output=True, text=True, timeout=240)
    print(done.stdout[-20_000:])
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
    assert server.process.poll() is None
    assert "all is well" in server.command("verify").stdout
