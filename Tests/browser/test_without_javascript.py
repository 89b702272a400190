"""The same main path where scripts are off."""

import re

import pytest
from playwright.sync_api import Page, expect

from entente import PDF_KIND, PNG, Texts, pdf
from windows import NARROW, WIDE, sign_in

TEXTS = Texts("nl")


@pytest.fixture
def window(own, desk) -> Page:
    return desk.window(own, "country-manager", java_script_enabled=False)


def save(window: Page) -> None:
    window.locator("main").get_by_role("button", name=TEXTS("form.save"), exact=True).first.click()


def test_signs_in_filters_sorts_and_searches(own, desk):
    window = desk.window(own, java_script_enabled=False)
    sign_in(window, Texts("en"), "country-manager")
    window.goto("/countries")
    window.locator("form.filters select[name=tier]").select_option("focus")
    window.locator("form.filters").get_by_role("button", name=TEXTS("filter.show"), exact=True).click()
    expect(window).to_have_url(re.compile("tier=focus"))
    assert set(window.locator("td .tag").all_inner_texts()) == {TEXTS("tier.focus")}
    window.get_by_role("columnheader", name=TEXTS("countries.region"), exact=True).get_by_role("link").click()
    expect(window).to_have_url(re.compile("tier=focus.*sort=region|sort=region.*tier=focus"))
    with window.expect_download():
        window.locator(".take-away").get_by_role("link", name="CSV", exact=True).click()
    window.goto("/countries?view=map")
    window.locator("tr[data-code=GM] a").click()
    expect(window.locator("h1")).to_have_text("Gambia")
    box = window.get_by_role("searchbox").first
    box.fill("ghana")
    box.press("Enter")
    expect(window.locator("h1")).to_have_text("Ghana")
    window.get_by_role("button", name=TEXTS("shell.sign-out"), exact=True).click()
    expect(window).to_have_url(re.compile("/sign-in"))


def test_edits_a_strategy_and_meets_a_conflict(own, window):
    edit = "/countries/GM/strategies/2029/edit"
    window.goto(edit)
    window.locator("#goals").fill("Eerste regel.\nTweede regel.")
    save(window)
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.strategy.revised"))
    window.goto(edit)
    assert own.sign_in("programme-manager").submit(edit, edit, goals="Eerste regel, van haar.\nTweede regel.").status_code == 303
    window.locator("#goals").fill("Eerste regel.\nTweede regel, van mij.")
    save(window)
    expect(window.locator("h1")).to_have_text(TEXTS("conflict.title"))
    expect(window.locator("ins")).to_have_count(2)
    window.get_by_role("button", name=TEXTS("conflict.save-joined"), exact=True).click()
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.strategy.revised"))
    expect(window.locator("#strategy")).to_contain_text("Eerste regel, van haar.")
    expect(window.locator("#strategy")).to_contain_text("Tweede regel, van mij.")


def test_keeps_facts(window):
    window.goto("/countries/GM/facts/new")
    for name, value in {"label": "Munt", "content": "Dalasi; BSN 111222333", "source": "Bank", "asOf": "2024-13"}.items():
        window.locator(f"#{name}").fill(value)
    save(window)
    expect(window.locator(".errors a")).to_have_count(2)
    expect(window.locator("#content")).to_have_value("Dalasi; BSN 111222333")
    window.locator("#asOf").fill("2024")
    window.locator("#contentReason").fill("Proef")
    save(window)
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.fact.added"))
    window.get_by_role("link", name=f"{TEXTS('fact.edit')}: Munt").click()
    window.get_by_role("button", name=TEXTS("fact.remove"), exact=True).click()
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.fact.removed"))


def test_adds_and_removes_files(window):
    for name, content, kind in [("kaart.png", PNG, "image/png"), ("brief.pdf", pdf(), PDF_KIND)]:
        window.goto("/countries/GM")
        window.locator("#files summary").click()
        window.locator("#files input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
        window.locator("#files").get_by_role("button", name=TEXTS("file.add"), exact=True).click()
        expect(window.get_by_role("status").filter(has_text=TEXTS("done.file.added"))).to_be_visible()
        window.locator("#files").get_by_role("link", name=name, exact=True).click()
        expect(window.locator(".viewer img, .viewer iframe")).to_be_visible()
    window.goto("/countries/GM")
    window.get_by_role("button", name=f"{TEXTS('file.remove')}: kaart.png", exact=True).click()
    expect(window.get_by_role("status").filter(has_text=TEXTS("done.file.removed"))).to_be_visible()
    expect(window.locator("#files")).not_to_contain_text("kaart.png")


def test_a_refused_file_is_told(window):
    window.goto("/countries/GM")
    window.locator("#files summary").click()
    window.locator("#files input[type=file]").set_input_files({"name": "x.pdf", "mimeType": PDF_KIND, "buffer": b"MZ\x90 no"})
    window.locator("#files").get_by_role("button", name=TEXTS("file.add"), exact=True).click()
    expect(window.locator("main")).to_contain_text(TEXTS.pattern("fault.file-kind"))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_menu_language_and_profile_work(own, desk, size):
    window = desk.window(own, "auditor", java_script_enabled=False, viewport=size, fresh=True)
    texts = Texts("en")
    window.goto("/")
    if size == NARROW:
        window.get_by_role("button", name=texts("shell.menu"), exact=True).click()
    window.get_by_role("button", name="Nederlands", exact=True).click()
    expect(window.locator("html")).to_have_attribute("lang", "nl")
    window.goto("/profile")
    window.locator("input[name=language][value=en]").check()
    window.locator("form[action='/profile']").get_by_role("button", name=TEXTS("form.save"), exact=True).click()
    expect(window.locator("html")).to_have_attribute("lang", "en")
    expect(window.get_by_role("status")).to_have_text(texts("done.account.updated"))
