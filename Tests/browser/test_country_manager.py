"""The main path of a country manager, in a browser as most have it."""

import csv
import hashlib
import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from entente import PDF_KIND, PNG, Texts, pdf
from windows import sign_in

TEXTS = Texts("nl")


@pytest.fixture
def window(own, desk) -> Page:
    return desk.window(own, "country-manager")


def save(window: Page, name: str = "form.save") -> None:
    window.locator("main").get_by_role("button", name=TEXTS(name), exact=True).first.click()


def fill(window: Page, **values: str) -> None:
    for name, value in values.items():
        window.locator(f"#{name}").fill(value)


def test_signs_in_through_the_form_and_lands_on_today(own, desk):
    window = desk.window(own)
    window.goto("/countries/GM")
    expect(window).to_have_url(re.compile("/sign-in"))
    sign_in(window, Texts("en"), "country-manager")
    expect(window.locator("h1")).to_have_text(TEXTS("today.title"))
    for part in ("today.my-countries", "today.last-changes", "today.needs-you"):
        expect(window.get_by_role("heading", name=TEXTS(part), exact=True)).to_be_visible()
    expect(window.locator("table tbody tr").first).to_be_visible()
    expect(window.get_by_role("link", name="Gambia", exact=True).first).to_be_visible()
    window.get_by_role("button", name=TEXTS("shell.sign-out"), exact=True).click()
    expect(window).to_have_url(re.compile("/sign-in"))


def test_a_demonstration_account_is_one_click(own, desk):
    window = desk.window(own)
    window.goto("/sign-in?next=/countries")
    window.get_by_role("button", name=re.compile("^" + Texts("en")("role.auditor"))).click()
    expect(window).to_have_url(f"{own.url}/countries")


def names(window: Page) -> list[str]:
    return window.locator("main .panel table.cards tbody th a").all_inner_texts()


def test_filters_and_sorts_the_list(window):
    window.goto("/countries")
    everything = names(window)
    assert len(everything) >= 40
    tier = window.locator("form.filters select[name=tier]")
    tier.select_option("focus")
    tier.blur()
    expect(window).to_have_url(re.compile("tier=focus"))
    some = names(window)
    assert 0 < len(some) < len(everything)
    assert set(window.locator("td .tag").all_inner_texts()) == {TEXTS("tier.focus")}
    expect(window.locator("form.filters select[name=tier]")).to_have_value("focus")

    window.goto("/countries")
    window.locator("form.filters input[name=text]").fill("gâmbi")
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile("text="))
    assert names(window) == ["Gambia"]

    window.goto("/countries")
    head = window.get_by_role("columnheader", name=TEXTS("countries.country"), exact=True)
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", re.compile("ascending|descending"))
    assert sorted(names(window)) == sorted(everything)
    first = names(window)
    head.get_by_role("link").click()
    expect(window).to_have_url(re.compile("sort=-?country"))
    assert names(window) in (first[::-1], first)
    region = window.get_by_role("columnheader", name=TEXTS("countries.region"), exact=True)
    region.get_by_role("link").click()
    expect(region).to_have_attribute("aria-sort", "ascending")

    window.goto("/countries?text=zzzz")
    expect(window.locator(".empty")).to_be_visible()


def test_takes_the_list_away_as_csv_and_xlsx(window):
    window.goto("/countries?tier=focus")
    shown = names(window)
    taken = {}
    for kind in ("CSV", "XLSX"):
        with window.expect_download() as download:
            window.locator(".take-away").get_by_role("link", name=kind, exact=True).click()
        assert download.value.suggested_filename.endswith("." + kind.lower())
        with open(download.value.path(), "rb") as file:
            taken[kind] = file.read()
    table = list(csv.reader(io.StringIO(taken["CSV"].decode("utf-8-sig"))))
    assert [row[1] for row in table[1:]] == shown
    sheet = openpyxl.load_workbook(io.BytesIO(taken["XLSX"])).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[1] for row in cells if row[1] in shown] == shown
    years = [cell for row in cells for cell in row if isinstance(cell, (int, float)) and 2000 < cell < 2100]
    assert years, "years are numbers"


def test_what_is_taken_away_cannot_become_a_formula(start, desk):
    server = start()
    administrator = server.sign_in("administrator")
    link = next(link for link in administrator.get("/accounts").links if link.startswith("/accounts/0") and
                "relatiebeheerder@" in administrator.get(link).html)
    nasty = '=HYPERLINK("http://evil.example","x")'
    assert administrator.submit(link, link, name=nasty).status_code == 303
    user = server.sign_in("country-manager")
    table = list(csv.reader(io.StringIO(user.raw("GET", "/countries?format=csv").content.decode("utf-8-sig"))))
    found = [cell for row in table for cell in row if "HYPERLINK" in cell]
    assert found and not any(re.match(r"[=+\-@\t\r]", cell) for cell in found)
    book = openpyxl.load_workbook(io.BytesIO(user.raw("GET", "/countries?format=xlsx").content))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value and "HYPERLINK" in str(cell.value)]
    assert cells and all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)


def test_the_map_works_by_keyboard_and_points_at_its_table(window):
    window.goto("/countries?view=map")
    country = window.locator("svg.map a[data-code=GM]")
    assert window.locator("svg.map a").count() == window.locator("tr[data-code]").count() >= 40
    country.focus()
    expect(window.locator("tr[data-code=GM]")).to_have_class(re.compile("lit"))
    expect(window.locator(".map-label")).to_contain_text("Gambia")
    assert country.get_attribute("aria-label").startswith("Gambia")
    box = country.locator("circle, path").bounding_box()
    assert box["width"] >= 4, "a small state can be seen"
    window.keyboard.press("Enter")
    expect(window.locator("h1")).to_have_text("Gambia")


def test_edits_the_strategy_and_compares_versions(window):
    window.goto("/countries/GM")
    panel = window.locator("#strategy")
    panel.get_by_role("link", name=TEXTS("strategy.revise"), exact=True).click()
    area = window.locator("#goals")
    before = area.input_value()
    area.fill(before + "\n\nNieuw: een vaste vergadering in maart.")
    save(window)
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.strategy.revised"))
    expect(panel).to_contain_text("een vaste vergadering in maart")
    panel.get_by_role("link", name=TEXTS("strategy.versions"), exact=True).click()
    expect(window.locator("ins").first).to_contain_text("vergadering")
    expect(window.locator("ul.versions li").first).to_contain_text("Sanne Voorbeeld")
    compared = window.locator("ul.versions").get_by_role("link", name=TEXTS("strategy.compare")).last
    compared.click()
    expect(window.locator(".compare h2")).to_have_count(2)
    window.goto("/history/dossier/GM")
    expect(window.locator("ol.history > li").first).to_contain_text("Sanne Voorbeeld")


def test_keeps_facts_with_the_check_for_personal_numbers(window):
    window.goto("/countries/GM")
    window.locator("#facts").get_by_role("link", name=TEXTS("fact.add"), exact=True).click()
    fill(window, label="Contact ter plaatse", content="Belt met BSN 111222333", source="Werkverslag", asOf="juni 2024")
    save(window)
    errors = window.locator(".errors")
    expect(errors).to_be_focused()
    expect(errors.get_by_role("link")).to_have_count(2)
    expect(window.locator("#content")).to_have_value("Belt met BSN 111222333")
    expect(window.locator("#asOf")).to_have_value("juni 2024")
    expect(window.locator("#label")).to_have_value("Contact ter plaatse")
    for name in ("content", "asOf"):
        field = window.locator(f"#{name}")
        expect(field).to_have_attribute("aria-invalid", "true")
        assert f"{name}-error" in field.get_attribute("aria-describedby")
        expect(window.locator(f"#{name}-error")).to_be_visible()
        errors.locator(f"a[href='#{name}']").click()
        expect(field).to_be_focused()
    expect(errors).to_contain_text("111222333")

    fill(window, asOf="2024-06", contentReason="Fictief nummer uit de handleiding")
    save(window)
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.fact.added"))
    facts = window.locator("#facts")
    expect(facts).to_contain_text("Belt met BSN 111222333")
    expect(facts).to_contain_text(re.compile("juni 2024"))
    window.goto("/history/dossier/GM")
    window.locator("ol.history > li").first.locator("summary").click()
    expect(window.locator("ol.history > li").first).to_contain_text("Fictief nummer uit de handleiding")

    window.goto("/countries/GM")
    window.get_by_role("link", name=f"{TEXTS('fact.edit')}: Contact ter plaatse").click()
    expect(window.locator("#asOf")).to_have_value("2024-06")
    fill(window, content="Geen nummer meer")
    window.locator("#shared").check()
    save(window)
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.fact.updated"))
    expect(facts).to_contain_text("Geen nummer meer")

    window.get_by_role("link", name=f"{TEXTS('fact.edit')}: Contact ter plaatse").click()
    expect(window.locator("#shared")).to_be_checked()
    window.get_by_role("button", name=TEXTS("fact.remove"), exact=True).click()
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.fact.removed"))
    expect(facts).not_to_contain_text("Contact ter plaatse")
    window.goto("/history/dossier/GM")
    window.locator("ol.history > li").first.locator("summary").click()
    expect(window.locator("ol.history > li").first).to_contain_text("Geen nummer meer")


def test_leaving_a_changed_form_asks_first(window):
    window.goto("/countries/GM/facts/new")
    fill(window, label="Bijna vergeten")
    asked = []
    window.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    window.evaluate("setTimeout(() => location.assign('/'), 0)")
    window.wait_for_event("dialog") if not asked else None
    assert asked == ["beforeunload"]
    expect(window.locator("#label")).to_have_value("Bijna vergeten")
    window.close(run_before_unload=False)


def upload(window: Page, name: str, content: bytes, kind: str, about: str = "") -> None:
    window.goto("/countries/GM")
    files = window.locator("#files")
    files.locator("summary").click()
    files.locator("#about").fill(about)
    files.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    files.get_by_role("button", name=TEXTS("file.add"), exact=True).click()


def test_adds_views_downloads_and_removes_files(window, own, signed_in):
    user = signed_in(own, "country-manager")
    document = pdf("Verslag van Banjul", size=300_000)
    for name, content, kind in [("foto.png", PNG, "image/png"), ("verslag.pdf", document, PDF_KIND)]:
        upload(window, name, content, kind, about=f"Over {name}")
        expect(window.get_by_role("status").filter(has_text=TEXTS("done.file.added"))).to_be_visible()
        item = window.locator("#files li").filter(has_text=name)
        expect(item).to_contain_text(f"Over {name}")
        item.get_by_role("link", name=name, exact=True).click()
        expect(window.locator("h1")).to_have_text(name)
        place = window.url.removeprefix(own.url)
        if name.endswith("png"):
            image = window.locator(".viewer img")
            expect(image).to_be_visible()
            assert image.evaluate("image => image.complete && image.naturalWidth") == 8
            assert image.get_attribute("alt") == "Over foto.png"
        else:
            expect(window.locator(".viewer iframe")).to_be_visible()
            framed = user.raw("GET", place + "/content?view=1")
            assert framed.headers["Content-Type"] == PDF_KIND and framed.headers["X-Frame-Options"] == "SAMEORIGIN"
            assert framed.headers["Content-Disposition"].startswith("inline")
            assert "sandbox" not in framed.headers["Content-Security-Policy"], "chromium shows no PDF in a sandbox"
        expect(window.locator("code")).to_have_text(hashlib.sha256(content).hexdigest())
        with window.expect_download() as download:
            window.get_by_role("link", name=TEXTS("file.download"), exact=True).click()
        assert download.value.suggested_filename == name
        with open(download.value.path(), "rb") as file:
            assert file.read() == content

    whole = user.raw("GET", place + "/content")
    assert whole.headers["Accept-Ranges"] == "bytes" and whole.content == document
    for wanted, part in [("bytes=0-9", document[:10]), ("bytes=100000-", document[100_000:]), ("bytes=-7", document[-7:]),
                         ("bytes=5-99999999", document[5:])]:
        answer = user.raw("GET", place + "/content", headers={"Range": wanted})
        assert answer.status_code == 206 and answer.content == part
        assert answer.headers["Content-Length"] == str(len(part))
        assert re.fullmatch(rf"bytes \d+-\d+/{len(document)}", answer.headers["Content-Range"])
    beyond = user.raw("GET", place + "/content", headers={"Range": "bytes=99999999-"})
    assert beyond.status_code == 416 and beyond.headers["Content-Range"] == f"bytes */{len(document)}"
    for odd in ["bytes=5-2", "bytes=x-y", "lines=1-2", "bytes=0-1,4-5"]:
        assert user.raw("GET", place + "/content", headers={"Range": odd}).status_code in (200, 206, 416), odd
    assert user.raw("GET", place + "/content", headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304

    window.goto("/countries/GM")
    window.get_by_role("button", name=f"{TEXTS('file.remove')}: verslag.pdf", exact=True).click()
    expect(window.get_by_role("status").filter(has_text=TEXTS("done.file.removed"))).to_be_visible()
    expect(window.locator("#files")).not_to_contain_text("verslag.pdf")


def test_a_file_that_is_not_what_its_name_says_is_refused(window):
    upload(window, "rapport.pdf", b"MZ\x90\x00 this program cannot be run", PDF_KIND)
    expect(window.locator("main")).to_contain_text(TEXTS.pattern("fault.file-kind"))
    window.goto("/countries/GM")
    expect(window.locator("#files")).not_to_contain_text("rapport.pdf")
    upload(window, "leeg.pdf", b"", PDF_KIND)
    expect(window.locator("main")).to_contain_text(TEXTS.pattern("fault.file-empty"))
    upload(window, "foto.png", PNG, "image/png", about="BSN 111222333")
    expect(window.locator("main")).to_contain_text(TEXTS.pattern("fault.personal-number.citizen-service"))
    window.goto("/countries/GM")
    expect(window.locator("#files")).not_to_contain_text("leeg.pdf")
    expect(window.locator("#files")).not_to_contain_text("111222333")


def test_switches_language_and_comes_back_to_the_page(own, desk):
    window = desk.window(own, "country-manager", fresh=True)
    window.goto("/countries?tier=focus")
    for language, label in [("en", "English"), ("nl", "Nederlands")]:
        window.get_by_role("button", name=label, exact=True).click()
        expect(window.locator("html")).to_have_attribute("lang", language)
        expect(window).to_have_url(f"{own.url}/countries?tier=focus")
        expect(window.locator("h1")).to_have_text(Texts(language)("countries.title"))
    expect(window.get_by_role("button", name="العربية")).to_have_count(0)
    expect(window.get_by_role("button", name="Français")).to_have_count(0)


def test_searches_from_every_page(window):
    window.goto("/profile")
    box = window.get_by_role("searchbox").first
    box.fill("an")
    box.press("Enter")
    expect(window.locator("h1")).to_have_text(TEXTS("search.title"))
    assert window.locator("ul.stream li").count() > 1
    box = window.get_by_role("searchbox").first
    expect(box).to_have_value("an")
    box.fill("gambia")
    box.press("Enter")
    expect(window.locator("h1")).to_have_text("Gambia")


def test_the_programme_manager_gives_a_country_to_another(start, desk):
    server = start()
    window = desk.window(server, "programme-manager")
    window.goto("/countries/GM")
    window.get_by_role("link", name=TEXTS("dossier.edit"), exact=True).click()
    window.get_by_label(TEXTS("tier.watch"), exact=True).check()
    fill(window, basis="Besluit van de stuurgroep")
    window.get_by_label(re.compile("Sanne")).uncheck()
    window.get_by_label(re.compile("Lotte")).check()
    save(window)
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.dossier.updated"))
    expect(window.locator(".lead")).to_contain_text(TEXTS("tier.watch"))
    expect(window.locator(".lead")).to_contain_text("Lotte")
    expect(window.locator(".lead")).not_to_contain_text("Sanne")


def test_the_administrator_adds_someone_who_signs_in(start, desk):
    server = start()
    window = desk.window(server, "administrator")
    window.goto("/accounts/new")
    fill(window, name="Nieuw Persoon (fictief)", email="nieuw@demo.example", password="kort")
    window.locator("#role").select_option("country-manager")
    save(window)
    expect(window.locator(".errors a[href='#password']")).to_be_visible()
    expect(window.locator("#password")).to_have_value("")
    expect(window.locator("#role")).to_have_value("country-manager")
    fill(window, password="vier-paarden-op-de-dijk")
    window.locator("details summary").first.click()
    window.get_by_label("Gambia", exact=True).check()
    save(window)
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.account.added"))
    other = desk.window(server)
    sign_in(other, Texts("en"), "nieuw@demo.example", "vier-paarden-op-de-dijk")
    expect(other.locator("table tbody")).to_contain_text("Gambia")


def test_copies_a_new_token(own, desk):
    window = desk.window(own, "country-manager", permissions=["clipboard-read", "clipboard-write"])
    window.goto("/profile")
    window.locator("#tokens summary").click()
    window.locator("#tokenName").fill("Rapportage")
    window.locator("#tokens").get_by_role("button", name=TEXTS("token.add"), exact=True).click()
    token = window.locator("#token").inner_text()
    assert re.fullmatch(r"entente_[\w-]{43}", token)
    window.get_by_role("button", name=TEXTS("token.copy"), exact=True).click()
    expect(window.locator("button.copied")).to_be_visible()
    assert window.evaluate("navigator.clipboard.readText()") == token
