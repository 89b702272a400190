"""What a stranger, a colleague and a partner must not be able to do. Without a browser."""

import gzip
import http.client
import re
import socket
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from entente import (
    KINDS, PASSWORD, PDF_KIND, PEOPLE, PNG, Api, Page, Server, Texts, User, copy_of, fact, path_of, pdf, postgres_database)

STRANGE_ID = "01a20a1a-299c-772a-a5aa-677f951446c4"


@pytest.fixture(scope="module")
def world(own):
    """Who manages what: the manager of GM, a manager of another country, and countries of each."""
    manager = own.sign_in("country-manager")
    chief = own.token("programme-manager")
    dossiers = chief("GET", "/dossiers").json()["items"]
    name = chief("GET", "/dossiers/GM").json()["managers"][0]
    foreign = next(each["country"] for each in dossiers if name not in each["managers"])
    mine = next(each["country"] for each in dossiers if name in each["managers"] and each["country"] != "GM")

    class World:
        pass

    world = World()
    world.server, world.manager, world.chief, world.foreign, world.mine = own, manager, chief, foreign, mine
    world.api = manager.make_token()
    return world


def fact_form(user: User, country: str = "GM"):
    return user.get(f"/countries/{country}/facts/new").form("/facts/new")


def facts(api: Api, country: str = "GM", label: str | None = None) -> list[dict]:
    found = api("GET", f"/dossiers/{country}/facts").json()
    return [each for each in found if label is None or each["label"] == label]


# Headers, cookies and assets


def policy(response) -> dict[str, list[str]]:
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split(";") if part.split()]
    return {part[0]: part[1:] for part in parts}


@pytest.mark.parametrize("path", ["/", "/countries", "/countries/GM", "/nothing", "/api/v1/me", "/healthz"])
def test_every_answer_carries_the_headers_that_protect(server, signed_in, path):
    answer = signed_in(server, "country-manager").raw("GET", path)
    headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer", "strict-origin-when-cross-origin")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Request-ID"]
    assert "Server" not in headers
    assert headers["Cache-Control"] == "no-store"
    rules = policy(answer)
    assert rules["default-src"] == ["'none'"]
    assert rules["frame-ancestors"] == ["'none'"] and rules["base-uri"] == ["'none'"]
    assert rules["form-action"] == ["'self'"]
    assert not re.search(r"unsafe-|\*|https?:|data:|blob:", answer.headers["Content-Security-Policy"])


def test_pages_hold_no_inline_script_or_style(server, signed_in):
    for path in ["/", "/countries", "/countries?view=map", "/countries/GM", "/profile", "/ledger"]:
        html = signed_in(server, "programme-manager").get(path).html
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=\"|javascript:", html), path


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(server):
    user = User(server.url)
    first = user.raw("GET", "/sign-in").headers["Set-Cookie"]
    form = user.get("/sign-in").form("/sign-in")
    second = user.post("/sign-in", form.filled(email=PEOPLE["trainer"], password=PASSWORD)).headers["Set-Cookie"]
    for header in (first, second):
        assert header.startswith("entente=")
        assert "HttpOnly" in header and "SameSite=Lax" in header and "Path=/" in header
        assert "Domain" not in header
    assert first.split(";")[0] != second.split(";")[0], "the secret of before signing in must not live on"


def test_over_tls_the_cookie_is_bound_to_its_host(start):
    secure = start(run=False)
    secure.settings["ENTENTE_PUBLIC_URL"] = "https://entente.example"
    secure.start()
    answer = User(secure.url).raw("GET", "/sign-in")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-entente=") and "Secure" in cookie
    assert int(re.search(r"max-age=(\d+)", answer.headers["Strict-Transport-Security"])[1]) >= 31_536_000


def test_assets_are_kept_for_ever_under_names_that_change(server):
    html = User(server.url).get("/sign-in").html
    assets = re.findall(r'(?:href|src)="(/assets/[^"]+)"', html)
    assert len(assets) >= 3
    for path in assets:
        answer = User(server.url).raw("GET", path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"] and "max-age=31536000" in answer.headers["Cache-Control"]
        assert re.search(r"-[0-9a-f]{8,}\.", path)
        assert "Set-Cookie" not in answer.headers
    assert User(server.url).raw("GET", re.sub(r"-[0-9a-f]+\.", "-000000000000.", assets[0])).status_code == 404


def test_long_answers_are_compressed_for_those_who_take_it(server, signed_in):
    user = signed_in(server, "country-manager")

    def raw(path, accept):
        answer = user.session.get(server.url + path, headers={"Accept-Encoding": accept}, stream=True, timeout=30)
        return answer, answer.raw.read(decode_content=False)

    for path in ["/countries", "/countries/GM", "/api/v1/dossiers", "/assets/" + re.search(
            r'/assets/([^"]+\.css)', user.get("/").html)[1]]:
        packed, body = raw(path, "gzip, br")
        plain, whole = raw(path, "identity")
        assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
        assert "accept-encoding" in packed.headers["Vary"].lower()
        assert "accept-encoding" in plain.headers.get("Vary", "").lower(), f"{path}: a cache must know in both cases"
        assert len(body) < len(whole) / 2

        def steady(text):
            return re.sub(rb'name="formToken" value="[^"]*"', b"", text)

        assert steady(gzip.decompress(body)) == steady(whole)


# Addresses and methods


@pytest.mark.parametrize("path", [
    "/countries/", "//countries", "/countries//GM", "/countries/GM/", "/api/v1/dossiers/", "/api//v1/dossiers", "/sign-in/",
])
def test_one_thing_has_one_address(server, signed_in, path):
    user = signed_in(server, "country-manager")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path, headers={"Cookie": "; ".join(f"{c.name}={c.value}" for c in user.session.cookies)})
    assert connection.getresponse().status == 404


def test_a_wrong_method_is_told_with_the_right_ones(server, signed_in):
    user = signed_in(server, "country-manager")
    for method, path, allowed in [
        ("DELETE", "/countries", {"GET", "HEAD"}), ("PATCH", "/sign-in", {"GET", "HEAD", "POST"}),
        ("GET", "/sign-out", {"POST"}), ("PUT", "/countries/GM", {"GET", "HEAD"}),
        ("POST", "/healthz", {"GET", "HEAD"}),
    ]:
        answer = user.raw(method, path)
        assert answer.status_code == 405, f"{method} {path}"
        assert {each.strip() for each in answer.headers["Allow"].split(",")} == allowed
    answer = Api(server.url)("PATCH", "/dossiers/GM")
    assert answer.status_code == 405 and answer.headers["Content-Type"] == "application/problem+json"
    assert {each.strip() for each in answer.headers["Allow"].split(",")} == {"GET", "HEAD", "PUT"}


def test_head_answers_like_get_without_a_body(server, signed_in):
    user = signed_in(server, "country-manager")
    for path in ["/countries", "/api/v1/dossiers", "/healthz"]:
        head = user.raw("HEAD", path)
        assert head.status_code == 200 and head.content == b""
        assert head.headers["Content-Type"] == user.raw("GET", path).headers["Content-Type"]


@pytest.mark.parametrize("path", [
    "/countries/XX", "/countries/gm", "/countries/GMB", "/countries/%00", "/countries/%FF", "/countries/GM'--",
    "/countries/GM/strategies/1999", "/countries/GM/strategies/abc", "/countries/GM/strategies/99999999999999999999",
    f"/countries/GM/facts/{STRANGE_ID}", "/countries/GM/facts/x", f"/files/{STRANGE_ID}", "/files/x",
    f"/files/{STRANGE_ID}/content", "/history/dossier/XX", "/history/nothing/GM", "/history/dossier/%00",
    f"/accounts/{STRANGE_ID}", "/assets/nothing.css", "/assets/../Package.swift", "/.env",
    "/countries/GM/strategies/2026?from=98&to=99", "/countries/GM/strategies/2026?from=x",
])
def test_what_is_not_there_is_not_found(either_signed_in, path):
    manager, administrator = either_signed_in
    who = administrator if path.startswith("/accounts") else manager
    expected = {200, 404} if path.endswith("from=x") else {404}
    assert who.raw("GET", path).status_code in expected


@pytest.mark.parametrize("query", [
    "?text=%00", "?text=%FF%FE", "?region=%00", "?text=" + "x" * 5000, "?sort=nothing", "?sort=-", "?page=0", "?page=-1",
    "?page=99999999999999999999999", "?manager=x", "?manager=%00", "?tier=x", "?text=%25", "?text=_", "?text=!", "?text='",
    "?format=exe", "?view=x", "?&&==", "?text=%E2%80%AE", "?text[]=1",
])
def test_a_strange_query_gets_a_page_all_the_same(either_signed_in, query):
    manager, _ = either_signed_in
    for path in ["/countries", "/search"]:
        answer = manager.raw("GET", path + query.replace("text", "q" if path == "/search" else "text", 1))
        assert answer.status_code in (200, 303, 400), f"{path}{query}: {answer.status_code}"


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def either_signed_in(request, template, tmp_path_factory):
    """The country manager and the administrator of a server, on each kind of database."""
    if request.param not in KINDS:
        pytest.skip("ENTENTE_TEST_POSTGRES is not set")
    if request.param == "sqlite":
        server = copy_of(template, tmp_path_factory.mktemp("either")).start()
        yield server.sign_in("country-manager"), server.sign_in("administrator")
        server.stop()
    else:
        with postgres_database() as address:
            server = Server(tmp_path_factory.mktemp("either"), database=address).start("--demonstration")
            yield server.sign_in("country-manager"), server.sign_in("administrator")
            server.stop()


# Forms


def test_a_form_without_its_token_or_with_anothers_changes_nothing(world):
    texts, other = Texts("nl"), world.server.sign_in("country-manager")
    form = fact_form(world.manager)
    for token in [None, "", "x.y", form["formToken"][:-2] + "AA", fact_form(other)["formToken"]]:
        answer = world.manager.post("/countries/GM/facts/new", form.filled(**fact(label="Ongewenst"), formToken=token))
        assert answer.status_code == 409, f"token {token!r}"
        assert texts("failure.409") in Page(answer).text
    assert facts(world.api, label="Ongewenst") == []


def test_the_token_of_a_stranger_signs_nobody_in(server):
    """Another site can read the form of a visitor without a cookie, and must not be able to sign its reader in with it."""
    form = User(server.url).get("/accessibility").form("/language")
    answer = User(server.url).post(
        "/sign-in", {"formToken": form["formToken"], "email": PEOPLE["trainer"], "password": PASSWORD})
    assert answer.status_code == 409


def test_a_visitor_without_a_cookie_can_choose_a_language(server):
    user = User(server.url)
    form = user.get("/accessibility").form("/language")
    answer = user.post("/language", form.filled(language="ar"))
    assert answer.status_code == 303 and answer.headers["Location"] == "/accessibility"
    assert 'lang="ar" dir="rtl"' in user.get("/accessibility").html


def test_the_same_form_sent_twice_changes_once(world):
    values = fact_form(world.manager).filled(**fact(label="Tweemaal", shared=None))
    with ThreadPoolExecutor(4) as pool:
        cookies = world.manager.session.cookies
        answers = list(pool.map(
            lambda _: User(world.server.url).session.post(
                world.server.url + "/countries/GM/facts/new", data=values, cookies=cookies, allow_redirects=False,
                timeout=30), range(4)))
    again = world.manager.post("/countries/GM/facts/new", values)
    assert {each.status_code for each in [*answers, again]} == {303}
    assert len({each.headers["Location"] for each in [*answers, again]}) == 1
    assert len(facts(world.api, label="Tweemaal")) == 1


def test_the_same_upload_sent_twice_is_linked_once(world):
    page = world.manager.get("/countries/GM")
    form = page.form("/files/to/dossier/GM")
    parts = [(key, (None, value)) for key, value in form.filled(about="Tweemaal")]
    for _ in range(2):
        answer = world.manager.raw("POST", form.action, files=parts + [("file", ("twice.png", PNG, "image/png"))])
        assert answer.status_code == 303
    assert world.manager.get("/countries/GM").html.count("twice.png</a>") == 1


def test_a_redirect_never_leaves_the_site(server):
    for wanted in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/%0d%0aX: y",
                   "/\t/evil.example", "/ok\r\nSet-Cookie: a=b"]:
        user = User(server.url)
        form = user.get("/sign-in").form("/sign-in")
        answer = user.post("/sign-in", form.filled(email=PEOPLE["trainer"], password=PASSWORD, next=wanted))
        place = answer.headers.get("Location", "/")
        assert re.match(r"/(?![/\\\t])", place) and "\n" not in place and "\t" not in place, f"{wanted!r} -> {place!r}"


def test_who_must_sign_in_first_comes_back_to_the_page(server):
    user = User(server.url)
    answer = user.raw("GET", "/countries?tier=focus&sort=-region")
    assert answer.status_code == 303
    page = user.get(answer.headers["Location"])
    answer = user.post("/sign-in", page.form("/sign-in").filled(email=PEOPLE["auditor"], password=PASSWORD))
    assert answer.headers["Location"] == "/countries?tier=focus&sort=-region"


@pytest.mark.parametrize("field, value, fault", [
    ("label", "x" * 101, "fault.too-long"), ("content", "x" * 2001, "fault.too-long"),
    ("source", "x" * 301, "fault.too-long"), ("label", "  ", "fault.required"), ("asOf", "2024-13", "fault.partial-date"),
    ("asOf", "yesterday", "fault.partial-date"), ("asOf", "2024-02-30", "fault.partial-date"),
])
def test_bad_input_is_told_clearly_and_saves_nothing(world, field, value, fault):
    texts = Texts("nl")
    values = fact(label="Fout", shared=None) | {field: value}
    answer = world.manager.post("/countries/GM/facts/new", fact_form(world.manager).filled(**values))
    page = Page(answer)
    assert answer.status_code == 400
    assert f'href="#{field}"' in page.html and f'id="{field}-error"' in page.html
    assert texts.pattern(fault).search(page.text)
    assert facts(world.api, label="Fout") == []


@pytest.mark.parametrize("value", ["a\x00b", "a\x07b", "a\x1bb", "a\x7fb", "a\x85b"])
def test_control_characters_are_refused(world, value):
    answer = world.manager.post("/countries/GM/facts/new", fact_form(world.manager).filled(**fact(label=value, shared=None)))
    assert answer.status_code == 400
    assert world.api("POST", "/dossiers/GM/facts", json=fact(label=value)).status_code == 400


def test_bytes_that_are_no_text_are_refused(world):
    token = fact_form(world.manager)["formToken"]
    body = f"formToken={token}&label=%FF%FE&content=x&source=x&asOf=2024".encode()
    answer = world.manager.raw(
        "POST", "/countries/GM/facts/new", data=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 400


@pytest.mark.parametrize("body, field", [
    (fact(label=1), "label"), (fact(label=None), "label"), (fact(label=["x"]), "label"), (fact(shared="yes"), "shared"),
    (fact(shared=1), "shared"), (fact(asOf=2024), "asOf"), (fact(extra=1), "extra"), ([], "body"), ("x", "body"), (7, "body"),
])
def test_wrong_types_are_told_by_field(world, body, field):
    answer = world.api("POST", "/dossiers/GM/facts", json=body)
    assert answer.status_code == 400 and answer.headers["Content-Type"] == "application/problem+json"
    assert field in {each["field"] for each in answer.json()["errors"]}


def test_all_faults_are_told_at_once(world):
    answer = world.api("POST", "/dossiers/GM/facts", json={"label": "x" * 101, "asOf": "x", "nothing": 1})
    assert {each["field"] for each in answer.json()["errors"]} == {"label", "content", "source", "asOf", "nothing"}


@pytest.mark.parametrize("body, kind, status", [
    (b"{", "application/json", 400), (b"\xff\xfe", "application/json", 400), (b"", "application/json", 400),
    (b"[" * 5000, "application/json", 400), (b'{"a":' * 2000 + b"1" + b"}" * 2000, "application/json", 400),
    (b'{"label": "\\ud800"}', "application/json", 400), (b'{"label": 1e999}', "application/json", 400),
    (b"label=x", "application/x-www-form-urlencoded", 415), (b"<a/>", "text/xml", 415), (b"{}", "", 415),
])
def test_a_body_that_cannot_be_read_is_told(world, body, kind, status):
    answer = world.api("POST", "/dossiers/GM/facts", data=body, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert answer.json()["status"] == status


def test_a_body_beyond_the_limit_is_refused(world):
    form = fact_form(world.manager).filled(**fact(content="x" * (1 << 20), shared=None))
    assert world.manager.post("/countries/GM/facts/new", form).status_code == 413
    answer = world.api("POST", "/dossiers/GM/facts", json=fact(content="x" * (1 << 20)))
    assert answer.status_code == 413 and answer.headers["Content-Type"] == "application/problem+json"

    def pieces():
        for _ in range(40):
            yield b"x" * 65_536

    # Without a Content-Length too.
    answer = world.api("POST", "/dossiers/GM/facts", data=pieces(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


def test_a_file_beyond_the_limit_leaves_nothing(start):
    server = start(run=False)
    server.settings["ENTENTE_FILE_LIMIT_MB"] = "1"
    user = server.start().sign_in("country-manager")
    answer = user.upload("GM", "large.pdf", pdf(size=2 << 20))
    assert answer.status_code == 413
    assert "large.pdf" not in user.get("/countries/GM").text
    assert [path for path in (server.data / "files").rglob("*") if path.is_file()] == []
    assert user.upload("GM", "small.pdf", pdf(size=1 << 19)).status_code == 303


def test_an_upload_that_breaks_off_leaves_nothing(start):
    server = start()
    user = server.sign_in("country-manager")
    form = user.get("/countries/GM").form("/files/to/dossier/GM")
    head = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in form.filled())
    head += '--b\r\nContent-Disposition: form-data; name="file"; filename="part.pdf"\r\n\r\n'
    cookie = "; ".join(f"{each.name}={each.value}" for each in user.session.cookies)
    with socket.create_connection(("127.0.0.1", server.port)) as wire:
        wire.sendall((
            f"POST {form.action} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nContent-Length: 3000000\r\n"
            f"Content-Type: multipart/form-data; boundary=b\r\n\r\n{head}").encode() + pdf(size=500_000))
        incoming = server.data / "files/incoming"
        until(lambda: any(incoming.iterdir()), "the upload began")
    until(lambda: not any(incoming.iterdir()), "what broke off is removed")
    assert "part.pdf" not in user.get("/countries/GM").text


def until(condition, what: str, seconds: float = 10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)


def test_a_slow_or_silent_client_does_not_hold_the_server(server):
    held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(100)]
    for wire in held:
        wire.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    assert User(server.url).raw("GET", "/healthz", timeout=5).status_code == 200
    for wire in held:
        wire.close()


# Signing in


def try_sign_in(user: User, email: str, password: str):
    form = user.get("/sign-in").form("/sign-in")
    start = time.monotonic()
    answer = user.post("/sign-in", form.filled(email=email, password=password))
    return answer, time.monotonic() - start


def test_nothing_tells_whether_an_account_exists(start):
    server, texts = start(), Texts("en")
    seen, times = [], []
    for email in [PEOPLE["auditor"], "nobody@demo.example"]:
        taken = []
        for _ in range(5):
            answer, seconds = try_sign_in(User(server.url), email, "wrong-wrong-wrong")
            taken.append(seconds)
            text = re.sub(r"[\w-]{22}\.[\w-]+|\d+-\S+", "", Page(answer).text)
            seen.append((answer.status_code, text.replace(email, "")))
        times.append(statistics.median(taken))
    assert len(set(seen)) == 1 and seen[0][0] == 400
    assert texts("sign-in.refused") in seen[0][1]
    assert max(times) < 2 * min(times) + 0.05, f"the time tells it: {times}"


def test_guessing_is_slowed_down_alike_for_every_address(start):
    server, texts = start(), Texts("en")
    answers = {}
    for email in [PEOPLE["auditor"], "nobody@demo.example"]:
        seen = [try_sign_in(User(server.url), email, f"wrong-wrong-{n}")[0] for n in range(8)]
        answers[email] = [each.status_code for each in seen]
        assert answers[email][:3] == [400] * 3 and answers[email][-1] == 429
        assert 1 <= int(seen[-1].headers["Retry-After"]) <= 3600
        assert texts("failure.429") in Page(seen[-1]).text
    assert len({tuple(each) for each in answers.values()}) == 1
    # The right password does not help now, and others are not shut out.
    assert try_sign_in(User(server.url), PEOPLE["auditor"], PASSWORD)[0].status_code == 429
    assert try_sign_in(User(server.url), PEOPLE["auditor"].upper(), PASSWORD)[0].status_code == 429
    assert try_sign_in(User(server.url), PEOPLE["controller"], PASSWORD)[0].status_code == 303


def test_guessing_side_by_side_is_slowed_down_too(start):
    server = start()
    with ThreadPoolExecutor(16) as pool:
        seen = list(pool.map(
            lambda n: try_sign_in(User(server.url), PEOPLE["auditor"], f"wrong-wrong-{n}")[0].status_code, range(16)))
    assert seen.count(400) <= 8, f"{seen.count(400)} guesses were answered at once"


def test_a_shut_out_account_cannot_sign_in_and_loses_its_session(start):
    server = start()
    user, administrator = server.sign_in("controller"), server.sign_in("administrator")
    token = user.make_token()
    place = next(link for link in administrator.get("/accounts").links if link.startswith("/accounts/") and
                 PEOPLE["controller"] in administrator.get(link).html)
    assert administrator.submit(place, place + "/access").status_code == 303
    assert user.raw("GET", "/").status_code == 303
    assert token("GET", "/me").status_code == 401
    answer, _ = try_sign_in(User(server.url), PEOPLE["controller"], PASSWORD)
    assert answer.status_code == 400


def test_signing_out_everywhere_ends_every_session(start):
    server = start()
    one, two = server.sign_in("auditor"), server.sign_in("auditor")
    answer = one.submit("/profile", "/profile/sessions/end-all")
    assert answer.status_code == 303 and path_of(answer.headers["Location"]) == "/sign-in"
    kept = dict(two.session.cookies)
    for user in (one, two):
        assert user.raw("GET", "/").status_code == 303
        assert user.raw("GET", "/api/v1/me").status_code == 401
    assert kept["entente"]


def test_one_session_can_be_ended_from_another(start):
    server = start()
    one, two = server.sign_in("auditor"), server.sign_in("auditor")
    assert one.submit("/profile", "/profile/sessions/end").status_code == 303
    assert two.raw("GET", "/").status_code == 303
    assert one.raw("GET", "/").status_code == 200


def test_signing_out_ends_the_session_on_the_server(start):
    server = start()
    user = server.sign_in("auditor")
    thief = User(server.url)
    thief.session.cookies.update(user.session.cookies)
    assert user.submit("/", "/sign-out").status_code == 303
    assert thief.raw("GET", "/").status_code == 303


def test_a_password_is_changed_with_the_old_one_only(start):
    server = start()
    user, elsewhere = server.sign_in("auditor"), server.sign_in("auditor")
    new = "vier-paarden-op-de-dijk"

    def change(current, password, again):
        return user.submit("/profile", "/profile/password", current=current, password=password, again=again)

    for values in [("wrong-wrong-wrong", new, new), (PASSWORD, new, new + "x"), (PASSWORD, "short", "short"),
                   (PASSWORD, "password1234", "password1234"), (PASSWORD, PEOPLE["auditor"], PEOPLE["auditor"])]:
        answer = change(*values)
        assert answer.status_code == 400, values
        assert new not in answer.text and PASSWORD not in answer.text
    assert change(PASSWORD, new, new).status_code == 303
    assert elsewhere.raw("GET", "/").status_code == 303, "other sessions end with the old password"
    assert try_sign_in(User(server.url), PEOPLE["auditor"], PASSWORD)[0].status_code == 400
    assert try_sign_in(User(server.url), PEOPLE["auditor"], new)[0].status_code == 303


def test_a_changed_password_ends_tokens_or_says_that_they_live_on(start):
    """Who changes a password after a theft must not leave a key behind unknowingly."""
    server = start()
    user = server.sign_in("auditor")
    token = user.make_token()
    new = "vier-paarden-op-de-dijk"
    user.submit("/profile", "/profile/password", current=PASSWORD, password=new, again=new)
    page = server.sign_in("auditor", new).get("/profile")
    assert token("GET", "/me").status_code == 401 or "/profile/tokens/revoke" in page.html


# Who sees what


def test_a_country_manager_changes_the_own_countries_only(world):
    there = world.foreign
    for path in [f"/countries/{there}/facts/new", f"/countries/{there}/strategies/2026/edit", f"/countries/{there}/edit"]:
        assert world.manager.raw("GET", path).status_code == 403, path
    token = fact_form(world.manager)["formToken"]
    form = {"formToken": token, "version": "1", "goals": "x", "tier": "watch", "basis": "x"} | fact(shared="yes")
    before = world.chief("GET", f"/dossiers/{there}").json()
    for path in [f"/countries/{there}/facts/new", f"/countries/{there}/strategies/2026/edit", f"/countries/{there}/edit"]:
        assert world.manager.post(path, form).status_code == 403, path
    theirs = facts(world.chief, there)[0]
    for path in [f"/countries/{there}/facts/{theirs['id']}", f"/countries/{there}/facts/{theirs['id']}/removal"]:
        assert world.manager.post(path, form).status_code == 403, path
    parts = [("formToken", (None, token)), ("file", ("x.png", PNG, "image/png"))]
    assert world.manager.raw("POST", f"/files/to/dossier/{there}", files=parts).status_code == 403
    for answer in [
        world.api("POST", f"/dossiers/{there}/facts", json=fact()),
        world.api("PUT", f"/dossiers/{there}/facts/{theirs['id']}", json=fact(), version=1),
        world.api("DELETE", f"/dossiers/{there}/facts/{theirs['id']}", version=1),
        world.api("PUT", f"/dossiers/{there}/strategies/2026", json={"goals": "x"}, version=1),
        world.api("PUT", f"/dossiers/{there}", json={"tier": "watch", "basis": "x"}, version=1),
        world.api("PUT", "/dossiers/GM", json={"tier": "watch", "basis": "x"}, version=1),
    ]:
        assert answer.status_code == 403
    # By way of an own country, another's fact is not there.
    assert world.manager.raw("GET", f"/countries/GM/facts/{theirs['id']}").status_code == 404
    assert world.api("DELETE", f"/dossiers/GM/facts/{theirs['id']}", version=1).status_code == 404
    assert world.chief("GET", f"/dossiers/{there}").json() == before


def test_a_manager_who_loses_a_country_loses_it_at_once(start):
    server = start()
    chief, manager = server.sign_in("programme-manager"), server.sign_in("country-manager")
    assert manager.raw("GET", "/countries/GM/facts/new").status_code == 200
    assert chief.submit("/countries/GM/edit", "/countries/GM/edit", managers=[]).status_code == 303
    assert manager.raw("GET", "/countries/GM/facts/new").status_code == 403


def test_a_focal_point_sees_only_what_is_shared_of_the_own_country(start):
    server, texts = start(), Texts("en")
    manager, focal = server.sign_in("country-manager"), server.sign_in("focal-point")
    for label, shared in [("Openbaar feit", "yes"), ("Geheim feit", None)]:
        assert manager.submit("/countries/GM/facts/new", "/facts/new", **fact(label=label, shared=shared)).status_code == 303
    assert manager.upload("GM", "openbaar.pdf", pdf("open"), shared="yes").status_code == 303
    assert manager.upload("GM", "geheim.pdf", pdf("secret")).status_code == 303
    shown = manager.get("/countries/GM")
    files = {name: re.search(rf'href="(/files/[^"]+)">{name}', shown.html)[1] for name in ["openbaar.pdf", "geheim.pdf"]}

    page = focal.get("/countries/GM")
    assert page.status == 200 and "Openbaar feit" in page.text and "openbaar.pdf" in page.text
    assert "Geheim" not in page.text and "geheim" not in page.html
    assert texts("strategy.title") not in page.text and "fictieve tekst" not in page.text
    assert "/history/" not in page.html and 'id="history"' not in page.html

    everywhere = [
        focal.get(path) for path in ["/", "/countries", "/countries?view=map", "/search?q=a", "/search?q=gambia", "/countries?text=a"]
    ]
    for page in everywhere:
        assert not set(re.findall(r"/countries/([A-Z]{2})", page.html)) - {"GM"}, page.response.url
    assert focal.get("/countries?format=csv").html.splitlines()[1:] != []
    codes = {line.split(",")[0].strip('"') for line in focal.get("/countries?format=csv").html.lstrip("\ufeff").splitlines()[1:] if line}
    assert codes == {"GM"}
    for path in ["/countries/MA", "/countries/NG", f"{files['geheim.pdf']}", f"{files['geheim.pdf']}/content"]:
        assert focal.raw("GET", path).status_code == 404, path
    for path in ["/ledger", "/history/dossier/GM", "/history/dossier/MA", "/accounts", "/rights", "/countries/GM/edit",
                 "/countries/GM/facts/new", "/countries/GM/strategies/2026", "/countries/GM/strategies/2026/edit"]:
        assert focal.raw("GET", path).status_code in (403, 404), path
    assert focal.raw("GET", files["openbaar.pdf"] + "/content").status_code == 200
    answer = focal.raw("GET", "/api/v1/dossiers")
    assert [each["country"] for each in answer.json()["items"]] == ["GM"]
    labels = [each["label"] for each in focal.raw("GET", "/api/v1/dossiers/GM/facts").json()]
    assert "Openbaar feit" in labels and "Geheim feit" not in labels
    for path in ["/dossiers/MA", "/dossiers/MA/facts", "/dossiers/NG/milestones"]:
        assert focal.raw("GET", "/api/v1" + path).status_code == 404, path
    for path in ["/dossiers/GM/strategies", "/dossiers/GM/strategies/2026", "/accounts"]:
        assert focal.raw("GET", "/api/v1" + path).status_code == 403, path
    # What was written in confidence about why the country is in the programme is not for its authorities.
    assert "basis" not in answer.text or all(not each["basis"] for each in answer.json()["items"]), "the basis is not shared"
    # Nothing about the countries of others, also not their names, in the choices of a filter.
    assert "Marijke" not in focal.get("/countries").text


def test_a_removed_file_is_gone_for_everyone(world):
    assert world.manager.upload("GM", "weg.pdf", pdf("gone")).status_code == 303
    page = world.manager.get("/countries/GM")
    place = re.search(r'href="(/files/[^"]+)">weg.pdf', page.html)[1]
    assert world.manager.raw("GET", place + "/content").status_code == 200
    assert world.manager.post(place + "/removal", page.form(place + "/removal").filled()).status_code == 303
    assert world.manager.raw("GET", place + "/content").status_code == 404
    assert world.manager.raw("GET", place).status_code == 404


def test_a_file_can_do_nothing_in_our_name(world):
    """HTML and SVG come as a download, and every content in a policy that lets nothing run."""
    for name, content in [("x.html", b"<!doctype html><script>alert(1)</script>"),
                          ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')]:
        assert world.manager.upload("GM", name, content).status_code == 303
        place = re.search(rf'href="(/files/[^"]+/content)"[^>]*>{name}', world.manager.get("/countries/GM").html)[1]
        for query in ["", "?view=1"]:
            answer = world.manager.raw("GET", place + query)
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert "html" not in answer.headers["Content-Type"] and "svg" not in answer.headers["Content-Type"]
            assert "sandbox" in answer.headers["Content-Security-Policy"]
            assert "script" not in policy(answer) and policy(answer)["default-src"] == ["'none'"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", [
    'a"b.pdf', "a\r\nX: y.pdf", "../../etc/passwd.pdf", "<img src=x onerror=alert(1)>.pdf", "عقد.pdf", "x" * 300 + ".pdf",
    "\u202efdp.exe.pdf", "bsn 111222333.pdf",
])
def test_the_name_of_a_file_harms_nothing(world, name):
    answer = world.manager.upload("GM", name.replace("\r\n", "%0D%0A"), pdf(name.encode("ascii", "ignore").decode()))
    assert answer.status_code in (303, 400)
    page = world.manager.get("/countries/GM")
    assert page.status == 200 and "<img src=x" not in page.html
    for place in re.findall(r'href="(/files/[^"]+?)"', page.html):
        answer = world.manager.raw("GET", place.removesuffix("/content") + "/content")
        assert answer.status_code == 200 and "X" not in answer.headers
        assert PDF_KIND != answer.headers["Content-Type"] or answer.content.startswith(b"%PDF")


def test_markup_in_a_text_stays_text(world):
    nasty = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    assert world.manager.submit(
        f"/countries/{world.mine}/facts/new", "/facts/new", **fact(label=nasty[:100], content=nasty, source=nasty, shared=None)
    ).status_code == 303
    pages = [f"/countries/{world.mine}", "/", "/ledger", f"/history/dossier/{world.mine}"]
    for path in pages + [f"/search?q={nasty}", f"/countries?text={nasty}", f"/countries?done={nasty}", f"/{nasty}"]:
        html = world.manager.get(path).html
        assert "<script>alert" not in html and "<img src=x" not in html, path


def test_every_route_of_the_api_asks_who_is_there(server):
    document = Api(server.url)("GET", "/openapi.json").json()
    count = 0
    for path, item in document["paths"].items():
        place = path.format(country="GM", year=2026, fact=STRANGE_ID, kind="dossier", id="GM")
        assert "{" not in place, f"{path}: give its parameters here"
        for method in item:
            for api in [Api(server.url), Api(server.url, "entente_" + "A" * 43), Api(server.url, "x")]:
                answer = api(method.upper(), place, json=None if method in ("get", "delete") else {})
                assert answer.status_code == 401, f"{method} {path}: {answer.status_code}"
                assert answer.headers["Content-Type"] == "application/problem+json"
                assert answer.headers["WWW-Authenticate"].startswith("Bearer")
                assert answer.json()["status"] == 401
            count += 1
    assert count >= 15


def test_a_cookie_does_not_change_anything_through_the_api(world):
    for method, path, body in [("POST", "/dossiers/GM/facts", fact()), ("PUT", "/dossiers/GM", {"tier": "watch", "basis": "x"})]:
        answer = world.manager.raw(method, "/api/v1" + path, json=body, headers={"If-Match": '"1"'})
        assert answer.status_code == 403


def test_a_token_opens_no_page_and_a_reading_one_writes_nothing(world):
    api = world.api
    page = api.session.get(world.server.url + "/countries", allow_redirects=False, timeout=30)
    assert page.status_code in (401, 403)
    reader = world.manager.make_token("read")
    assert reader("GET", "/dossiers/GM").status_code == 200
    assert reader("POST", "/dossiers/GM/facts", json=fact()).status_code == 403


def test_the_monitoring_page_is_not_for_strangers(start):
    server = start(run=False)
    server.settings["ENTENTE_TRUSTED_PROXIES"] = "127.0.0.1"
    server.start()
    user = User(server.url)
    assert user.raw("GET", "/metrics").status_code == 200
    assert user.raw("GET", "/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404


@pytest.mark.parametrize("trusted", [True, False])
def test_an_address_is_believed_from_a_trusted_proxy_only(start, trusted):
    server = start(run=False)
    if trusted:
        server.settings["ENTENTE_TRUSTED_PROXIES"] = "127.0.0.1"
    server.start("--demonstration")
    user = User(server.url)
    user.session.headers["X-Forwarded-For"] = "198.51.100.7, 203.0.113.9"
    sessions = user.sign_in("country-manager").get("/profile").text
    assert ("203.0.113.9" in sessions) is trusted, "the last address that the proxy names"
    assert ("127.0.0.1" in sessions) is not trusted
    assert "198.51.100.7" not in sessions, "what the user says of the own address"
