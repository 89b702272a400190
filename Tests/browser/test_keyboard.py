"""Everything by the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from entente import Texts

TEXTS = Texts("nl")
FOCUSED = "document.activeElement"


@pytest.fixture
def window(own, desk) -> Page:
    return desk.window(own, "country-manager")


def tab_to(window: Page, what: str, most: int = 120) -> None:
    """Presses Tab until an element that matches has the focus."""
    for _ in range(most):
        if window.evaluate(f"{FOCUSED}.matches({what!r})"):
            return
        window.keyboard.press("Tab")
    raise AssertionError(f"{what} cannot be reached by Tab")


def test_the_first_key_offers_to_skip_to_the_content(window):
    window.goto("/countries/GM")
    window.keyboard.press("Tab")
    skip = window.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    box = skip.bounding_box()
    assert box["width"] > 20 and box["height"] > 10 and box["x"] >= 0 and box["y"] >= 0
    window.keyboard.press("Enter")
    expect(window.locator("#main")).to_be_focused()
    window.keyboard.press("Tab")
    assert window.evaluate(f"document.querySelector('main').contains({FOCUSED})")


def test_a_slash_goes_to_the_search_unless_it_is_switched_off(start, desk):
    server = start()
    window = desk.window(server, "country-manager")
    box = window.get_by_role("searchbox").first
    window.goto("/countries/GM")
    window.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    window.keyboard.type("a/b")
    expect(box).to_have_value("a/b")
    window.goto("/countries/GM/facts/new")
    window.locator("#content").focus()
    window.keyboard.type("1/2")
    expect(window.locator("#content")).to_have_value("1/2")
    window.locator("#content").fill("")

    window.goto("/profile")
    window.locator("#shortcuts").uncheck()
    window.locator("form[action='/profile']").get_by_role("button", name=TEXTS("form.save"), exact=True).click()
    expect(window.get_by_role("status")).to_be_visible()
    expect(window.locator("form.search kbd")).to_have_count(0)
    window.locator("h1").click()
    window.keyboard.press("/")
    expect(box).not_to_be_focused()


def test_a_whole_edit_by_keyboard(window):
    window.goto("/")
    tab_to(window, 'nav a[href="/countries"]')
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile("/countries$"))
    window.keyboard.press("/")
    window.keyboard.type("gambia")
    window.keyboard.press("Enter")
    expect(window.locator("h1")).to_have_text("Gambia")
    tab_to(window, 'a[href$="/facts/new"]')
    window.keyboard.press("Enter")
    expect(window.locator("#label")).to_be_visible()
    for name, value in [("label", "Feestdag"), ("content", "18 februari"), ("source", "Ambassade"), ("asOf", "2025-02")]:
        tab_to(window, f"#{name}")
        window.keyboard.type(value)
    tab_to(window, "#shared")
    window.keyboard.press("Space")
    tab_to(window, "main button[type=submit]")
    window.keyboard.press("Enter")
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.fact.added"))
    expect(window.locator("#facts")).to_contain_text("Feestdag")
    expect(window.locator("#facts dd").filter(has_text="18 februari")).to_contain_text(TEXTS("shared"))


def test_a_text_is_sent_by_control_and_enter(window):
    window.goto("/countries/GM/strategies/2028/edit")
    window.locator("#goals").fill("Met twee toetsen bewaard.")
    window.keyboard.press("Control+Enter")
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.strategy.revised"))


def test_the_arrow_keys_in_a_filter_do_not_load_a_page_each(window):
    window.goto("/countries")
    tab_to(window, "select[name=tier]")
    loads = []
    window.on("request", lambda request: request.is_navigation_request() and loads.append(request.url))
    window.keyboard.press("ArrowDown")
    window.keyboard.press("ArrowDown")
    assert loads == []
    window.keyboard.press("Tab")
    expect(window).to_have_url(re.compile("tier=active"))
    expect(window.locator("select[name=tier]")).to_have_value("active")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/countries", "/countries?view=map", "/countries/GM", "/countries/GM/facts/new", "/profile"])
def test_where_one_is_can_always_be_seen(window, path, scheme):
    """Each stop of Tab shows an outline (or another change) that is not there without the focus, and is in sight."""
    window.emulate_media(color_scheme=scheme)
    window.goto(path)
    look = """() => { const e = document.activeElement, box = e.getBoundingClientRect();
        const within = e.matches('svg a') ? e.querySelector('path, circle') : e.closest('form.search, label') ?? e;
        const style = x => ['outline-style', 'outline-width', 'outline-color', 'box-shadow', 'background-color', 'border-color',
            'stroke', 'stroke-width', 'fill'].map(n => getComputedStyle(x).getPropertyValue(n)).join('|');
        const now = style(e) + style(within), outlined = getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) >= 1;
        const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        e.blur(); const then = style(e) + style(within); e.focus({ preventScroll: true });
        return { end: e === document.body, changed: now !== then || outlined, seen, html: e.outerHTML.slice(0, 120) } }"""
    stops = []
    for _ in range(45):
        window.keyboard.press("Tab")
        stop = window.evaluate(look)
        if stop["end"]:
            break
        stops.append(stop)
    assert len(stops) > 8
    assert [stop["html"] for stop in stops if not (stop["changed"] and stop["seen"])] == []


def test_focus_is_not_hidden_behind_what_stays_in_place(own, desk):
    """WCAG 2.4.11, on a phone, where something may stick to the top."""
    window = desk.window(own, "country-manager", viewport={"width": 390, "height": 600})
    window.goto("/countries/GM")
    for _ in range(40):
        window.keyboard.press("Tab")
        covered = window.evaluate(
            """() => { const e = document.activeElement, box = e.getBoundingClientRect();
                if (e === document.body || box.width === 0) return null;
                const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].map(([x, y]) => document.elementFromPoint(
                    box.left + box.width * x, box.top + box.height * y));
                return points.some(p => p && (e.contains(p) || p.contains(e))) ? null : e.outerHTML.slice(0, 120) }""")
        assert covered is None, covered


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(own, desk):
    window = desk.window(own, "country-manager", viewport={"width": 390, "height": 800})
    window.goto("/")
    tab_to(window, "button.menu-button")
    window.keyboard.press("Enter")
    link = window.locator('#menu a[href="/countries"]')
    expect(link).to_be_visible()
    window.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(window.locator("button.menu-button")).to_be_focused()
