"""Every page of every role, wide and narrow, light and dark: accessible, quiet, in the right language, not too wide."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from entente import PEOPLE, PNG, Server, Texts, User, copy_of, fact, pdf
from windows import AXE, COLOURS, NARROW, WIDE, violations

LANGUAGES = {None: "en", "auditor": "en", "trainer": "en", "focal-point": "en", "focal-point-arabic": "ar"}
MORE = [
    "/countries?view=map", "/countries?text=zzzz", "/countries?view=map&text=zzzz", "/countries?sort=-changed&tier=focus",
    "/search", "/search?q=zzzz", "/search?q=land", "/profile", "/accessibility", "/api", "/nothing", "/accounts",
    "/countries/GM?done=fact.added", "/countries/NL",
]


# The elements of a page with what matters to axe, without texts, and rows of a list counted once.
SKELETON = """() => [...document.querySelectorAll('main, main *, form.search *')].map(e => e.tagName + e.className + [
    'role', 'type', 'scope', 'tabindex', 'lang', 'dir', 'aria-label', 'aria-describedby', 'aria-invalid', 'for', 'id',
].map(n => e.hasAttribute(n) ? n : '').join('')).filter((each, index, all) => each !== all[index - 1]).join(' ')"""
LOOKED_AT: set[str] = set()


@pytest.fixture(scope="module")
def world(template, tmp_path_factory, signed_in) -> Server:
    """The demonstration, with files of each kind and some history."""
    server = copy_of(template, tmp_path_factory.mktemp("pages")).start()
    manager = signed_in(server, "country-manager")
    for name, content in [("foto.png", PNG), ("verslag met een tamelijk lange naam over het bezoek.pdf", pdf()), ("brief.txt", b"Beste\n")]:
        assert manager.upload("GM", name, content, about="Over " + name, shared="yes").status_code == 303
    for number in range(2):
        assert manager.submit("/countries/GM/facts/new", "/facts/new", **fact(
            label=f"Zeer lang woord {number}", content="Vreemdelingendocumentenverificatiesysteem" * 3, shared="yes",
            source="https://example.org/" + "pad/" * 30)).status_code == 303
    year = re.search(r"/countries/GM/strategies/(\d{4})/edit", manager.get("/countries/GM").html)[1]
    for text in ("Eerste doel.\n\nTweede doel.", "Eerste doel, scherper.\n\nDerde doel."):
        assert manager.submit(f"/countries/GM/strategies/{year}/edit", "/edit", goals=text).status_code == 303
    yield server
    server.stop()


def pattern(path: str) -> str:
    """The route of an address: what differs only in which thing is shown is one page."""
    parts = urlsplit(path)
    route = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "{id}", parts.path)
    route = re.sub(r"/(countries|dossier)/[A-Z]{2}\b", r"/\1/{country}", route)
    route = re.sub(r"/\d{4}\b", "/{year}", route)
    keys = sorted({piece.split("=")[0] for piece in parts.query.split("&") if piece} - {"from", "to", "before", "page"})
    return route + "?" + "&".join(keys)


def pages_of(user: User) -> list[str]:
    """Addresses that the person can reach by links, one of each route, and some that are known."""
    found, waiting = {}, ["/", "/countries/GM", *MORE]
    while waiting:
        path = waiting.pop(0)
        kind = pattern(path) if path not in MORE else path
        if kind in found or re.search(r"format=|/content|/assets/|openapi|\.txt$", path):
            continue
        page = user.get(path)
        if page.status == 303:
            continue
        assert page.status in (200, 403, 404), f"{path}: {page.status}"
        found[kind] = path
        waiting += [link.split("#")[0] for link in page.links if link.startswith("/") and link.split("#")[0]]
    # Each file has its route, but an image, a PDF and others look different.
    files = {link for link in user.get("/countries/GM").links if re.fullmatch(r"/files/[^/]+", link)}
    return sorted({*found.values(), *files})


def look(page, path: str, language: str) -> list[str]:
    """What is wrong with the page that is shown."""
    wrong = []
    facts = page.evaluate(
        """() => ({
            lang: document.documentElement.lang, dir: getComputedStyle(document.documentElement).direction,
            heads: document.querySelectorAll('h1').length, title: document.title, text: document.body.innerText,
            ids: [...document.querySelectorAll('[id]')].map(e => e.id),
            anchors: [...document.querySelectorAll('a[href^="#"]')].map(e => e.getAttribute('href').slice(1)),
            attributes: [...document.querySelectorAll('[aria-label],[placeholder],[title],[alt]')].map(
                e => ['aria-label', 'placeholder', 'title', 'alt'].map(n => e.getAttribute(n) ?? '').join(' ')).join(' '),
        })""")
    if facts["lang"] != language:
        wrong.append(f"lang is {facts['lang']}")
    if facts["dir"] != ("rtl" if language == "ar" else "ltr"):
        wrong.append(f"dir is {facts['dir']}")
    if facts["heads"] != 1:
        wrong.append(f"{facts['heads']} h1")
    seen = facts["title"] + facts["text"] + facts["attributes"]
    if "⟦" in seen:
        wrong.append("missing texts: " + ", ".join(sorted(set(re.findall(r"⟦([^⟧]*)⟧", seen)))))
    if re.search(r"\{\w+\}", seen):
        wrong.append("a place without its value: " + ", ".join(set(re.findall(r"\{\w+\}", seen))))
    if re.search(r"</?\w+[ >]|HTML\(|Optional\(|&(amp|lt|quot);", seen):
        wrong.append("markup in sight: " + re.search(r".{0,30}(</?\w+[ >]|HTML\(|Optional\(|&(amp|lt|quot);).{0,30}", seen, re.S)[0])
    if len(set(facts["ids"])) != len(facts["ids"]):
        wrong.append("ids twice: " + ", ".join(sorted({each for each in facts["ids"] if facts["ids"].count(each) > 1})))
    for anchor in set(facts["anchors"]) - set(facts["ids"]):
        wrong.append(f"a link to #{anchor}, which is not there")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    # The same elements in another role's page need no second look by axe; their texts were looked at above.
    skeleton = language + page.evaluate(SKELETON)
    is_new = skeleton not in LOOKED_AT
    LOOKED_AT.add(skeleton)
    for width in (WIDE, NARROW):
        page.set_viewport_size(width)
        name = f"{width['width']} px"
        for scheme in ("light", "dark") if is_new else ():
            page.emulate_media(color_scheme=scheme)
            wrong += [f"{name} {scheme}: {each}" for each in violations(page, AXE if scheme == "light" else COLOURS)]
        inner, outer = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if inner > outer:
            wide = page.evaluate(
                """() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
                    || e.getBoundingClientRect().left < -1).slice(0, 3).map(e => e.outerHTML.slice(0, 100))""")
            wrong.append(f"{name}: {inner} px wide: {wide}")
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    return [f"{path}: {each}" for each in wrong]


@pytest.mark.parametrize("who", [None, *PEOPLE])
def test_every_page_is_accessible_and_whole(world, desk, signed_in, who):
    window = desk.window(world, who)
    paths = pages_of(signed_in(world, who)) if who else ["/sign-in", "/accessibility", "/api", "/nothing"]
    wrong, language = [], LANGUAGES.get(who, "nl")
    for path in paths:
        window.goto(path)
        wrong += look(window, path, language)
    assert not wrong, f"{len(paths)} pages, {len(wrong)} faults\n" + "\n".join(wrong)


def test_axe_sees_a_fault_that_is_put_there(world, desk):
    window = desk.window(world, "country-manager")
    window.goto("/")
    window.locator("h1").evaluate("head => { head.outerHTML = '<img src><p>' + head.innerHTML + '</p>' }")
    found = " ".join(violations(window))
    assert "image-alt" in found and "page-has-heading-one" in found


def test_the_walk_reaches_the_pages_that_there_are(world, signed_in):
    """So that a broken link does not make the test above see less."""
    seen = {pattern(path) for who in ("programme-manager", "administrator") for path in pages_of(signed_in(world, who))}
    for route in [
        "/?", "/countries?", "/countries?view", "/countries/{country}?", "/countries/{country}/edit?",
        "/countries/{country}/facts/new?", "/countries/{country}/facts/{id}?", "/countries/{country}/strategies/{year}?",
        "/countries/{country}/strategies/{year}/edit?", "/files/{id}?", "/history/dossier/{country}?", "/ledger?", "/profile?",
        "/rights?", "/accounts?", "/accounts/new?", "/accounts/{id}?", "/history/account/{id}?", "/search?q",
    ]:
        assert route in seen, f"no link leads to {route}"


def test_no_link_leads_nowhere(world, signed_in):
    dead = []
    for who in PEOPLE:
        user = signed_in(world, who)
        known = {}
        for path in pages_of(user):
            page = user.get(path)
            if page.status != 200:
                continue
            for link in page.links:
                target = link.split("#")[0]
                if not target.startswith("/") or pattern(target) in known:
                    continue
                known[pattern(target)] = user.raw("GET", target).status_code
                if known[pattern(target)] not in (200, 303):
                    dead.append(f"{who}: {path} -> {target}: {known[pattern(target)]}")
    assert not dead, "\n".join(dead)


def test_pages_that_answer_a_form_are_accessible_too(world, desk):
    window = desk.window(world, "country-manager")
    texts, wrong = Texts("nl"), []
    save = texts("form.save")

    window.goto("/countries/GM/facts/new")
    window.locator("main form").evaluate("form => form.noValidate = true")
    window.locator("#content").fill("BSN 111222333")
    window.locator("main form").get_by_role("button", name=save).click()
    expect(window.locator(".errors")).to_be_visible()
    wrong += look(window, "a fact with faults", "nl")

    window.goto("/countries/GM/strategies/2027/edit")
    window.locator("main form").evaluate("form => form.noValidate = true")
    window.locator("main form").get_by_role("button", name=save).click()
    expect(window.locator(".errors")).to_be_visible()
    wrong += look(window, "a strategy with faults", "nl")

    window.goto("/countries/GM")
    edit = window.locator("#strategy a.button").get_attribute("href")
    window.goto(edit)
    area = window.locator("textarea[name=goals]")
    area.fill(area.input_value() + "\nMijn regel.")
    other = world.sign_in("programme-manager")
    kept = other.get(edit).form(edit)
    assert other.post(edit, kept.filled(goals="Andere regel.\n" + kept["goals"])).status_code == 303
    window.locator("main form").get_by_role("button", name=save).click()
    expect(window.locator("h1")).to_have_text(texts("conflict.title"))
    wrong += look(window, "a conflict", "nl")

    window.goto("/profile")
    window.locator("#tokens summary").click()
    window.locator("#tokenName").fill("proef")
    window.locator("#tokens").get_by_role("button", name=texts("token.add")).click()
    expect(window.locator("#token")).to_be_visible()
    wrong += look(window, "a token", "nl")

    stranger = desk.window(world)
    stranger.goto("/sign-in")
    stranger.locator("#email").fill("nobody@example.org")
    stranger.locator("#password").fill("wrong-wrong-wrong")
    stranger.get_by_role("button", name=Texts("en")("sign-in.button"), exact=True).click()
    expect(stranger.locator(".errors")).to_be_visible()
    wrong += look(stranger, "signing in, refused", "en")
    assert not wrong, "\n".join(wrong)


def test_the_menu_of_a_phone_opens_and_is_accessible(world, desk):
    window, texts = desk.window(world, "country-manager", viewport=NARROW), Texts("nl")
    window.goto("/")
    link = window.get_by_role("navigation", name=texts("shell.navigation")).get_by_role("link", name=texts("countries.title"))
    expect(link).to_be_hidden()
    window.get_by_role("button", name=texts("shell.menu"), exact=True).click()
    expect(link).to_be_visible()
    assert violations(window) == []
    link.click()
    expect(window).to_have_url(f"{world.url}/countries")
    # A target is large enough for a finger.
    box = window.get_by_role("button", name=texts("shell.menu"), exact=True).bounding_box()
    assert box["height"] >= 24 and box["width"] >= 24


def test_arabic_runs_from_right_to_left(world, desk):
    window = desk.window(world, "focal-point-arabic")
    window.goto("/countries/MA")
    assert window.evaluate("document.documentElement.dir") == "rtl"
    head, side = window.locator("h1").bounding_box(), window.locator("header.side").bounding_box()
    assert side["x"] > head["x"], "the left column stands on the right"
    assert re.search(r"[\u0600-\u06ff]", window.locator("h1").inner_text())


def test_a_dossier_prints_without_the_shell(world, desk):
    window = desk.window(world, "country-manager")
    window.goto("/countries/GM")
    window.emulate_media(media="print")
    expect(window.locator("h1")).to_be_visible()
    for part in ("header.side nav", "form.search", "details.add"):
        expect(window.locator(part).first).to_be_hidden()
    assert window.pdf()[:5] == b"%PDF-"


def test_light_and_dark_follow_the_device_or_the_profile(start, desk):
    server, texts = start(), Texts("nl")
    window = desk.window(server, "country-manager")
    colour = "getComputedStyle(document.body).backgroundColor"
    window.goto("/profile")
    window.emulate_media(color_scheme="light")
    light = window.evaluate(colour)
    window.emulate_media(color_scheme="dark")
    dark = window.evaluate(colour)
    assert light != dark
    for choice, expected in [("light", light), ("dark", dark)]:
        window.get_by_label(texts(f"appearance.{choice}"), exact=True).check()
        window.locator("form[action='/profile']").get_by_role("button", name=texts("form.save")).click()
        expect(window.get_by_role("status")).to_be_visible()
        for scheme in ("light", "dark"):
            window.emulate_media(color_scheme=scheme)
            assert window.evaluate(colour) == expected


def test_a_page_reads_well_when_text_is_twice_as_large(world, desk):
    """WCAG 1.4.4 and 1.4.10: 320 px wide, as at 400 % on a wide screen."""
    window = desk.window(world, "country-manager", viewport={"width": 320, "height": 640})
    for path in ["/", "/countries", "/countries/GM", "/profile", "/ledger"]:
        window.goto(path)
        inner, outer = window.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert inner <= outer, f"{path} is {inner} px wide"
