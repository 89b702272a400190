"""Two people change the same thing: nobody's text is lost."""

import pytest
from playwright.sync_api import Page, expect

from entente import Texts, fact

TEXTS = Texts("nl")
EDIT = "/countries/GM/strategies/2030/edit"
BASE = "Doelen:\n– een vaste afspraak\n– een opleiding in Banjul\n– een bezoek in het voorjaar"
THEIRS = BASE.replace("een opleiding in Banjul", "twee opleidingen in Banjul")
MINE = BASE.replace("in het voorjaar", "in het najaar")
JOINED = THEIRS.replace("in het voorjaar", "in het najaar")


def goals(server, who="country-manager") -> list[str]:
    return [each["goals"] for each in server.sign_in(who).raw("GET", "/api/v1/dossiers/GM/strategies/2030/versions").json()]


def write(window: Page, text: str) -> None:
    window.locator("#goals").fill(text)
    window.locator("main").get_by_role("button", name=TEXTS("form.save"), exact=True).click()


@pytest.fixture
def mine(start, desk) -> Page:
    """My window, in which I meet the conflict with what someone else saved since."""
    server = start()
    assert server.sign_in("country-manager").submit(EDIT, EDIT, goals=BASE).status_code == 303
    mine, theirs = desk.window(server, "country-manager"), desk.window(server, "programme-manager")
    mine.goto(EDIT)
    theirs.goto(EDIT)
    write(theirs, THEIRS)
    expect(theirs.get_by_role("status")).to_have_text(TEXTS("done.strategy.revised"))
    write(mine, MINE)
    expect(mine.locator("h1")).to_have_text(TEXTS("conflict.title"))
    mine.server = server
    return mine


def test_both_texts_stand_side_by_side_with_marks(mine):
    left, right = mine.locator(".compare > section").nth(0), mine.locator(".compare > section").nth(1)
    expect(left.get_by_role("heading", name=TEXTS("conflict.now"))).to_be_visible()
    expect(left.locator("ins")).to_contain_text("twee opleidingen")
    expect(right.locator("ins")).to_contain_text("najaar")
    expect(right.locator("ins")).not_to_contain_text("opleidingen")
    expect(mine.locator(".lead")).to_contain_text("Marijke Verzonnen")
    assert mine.locator("textarea[name=goals]").input_value() == JOINED
    assert goals(mine.server)[0] == THEIRS, "nothing was overwritten"


def test_mine_can_be_taken(mine):
    mine.get_by_role("button", name=TEXTS("conflict.take"), exact=True).click()
    expect(mine.get_by_role("status")).to_have_text(TEXTS("done.strategy.revised"))
    assert goals(mine.server) == [MINE, THEIRS, BASE]


def test_theirs_can_be_kept(mine):
    mine.get_by_role("link", name=TEXTS("conflict.keep"), exact=True).click()
    expect(mine.locator("h1")).to_have_text("Gambia")
    assert goals(mine.server) == [THEIRS, BASE]


def test_both_can_be_joined(mine):
    mine.get_by_role("button", name=TEXTS("conflict.save-joined"), exact=True).click()
    expect(mine.get_by_role("status")).to_have_text(TEXTS("done.strategy.revised"))
    assert goals(mine.server) == [JOINED, THEIRS, BASE]


def test_a_conflict_within_a_conflict_is_met_again(mine):
    again = THEIRS + "\n– nog een regel"
    assert mine.server.sign_in("programme-manager").submit(EDIT, EDIT, goals=again).status_code == 303
    mine.get_by_role("button", name=TEXTS("conflict.save-joined"), exact=True).click()
    expect(mine.locator("h1")).to_have_text(TEXTS("conflict.title"))
    left, right = mine.locator(".compare > section").nth(0), mine.locator(".compare > section").nth(1)
    expect(left.locator("ins")).to_contain_text("nog een regel")
    expect(right.locator("ins")).to_contain_text("najaar")
    mine.get_by_role("button", name=TEXTS("conflict.save-joined"), exact=True).click()
    expect(mine.get_by_role("status")).to_have_text(TEXTS("done.strategy.revised"))
    assert goals(mine.server)[0] == JOINED + "\n– nog een regel"


def test_where_both_changed_the_same_words_both_stand_in_the_joined_text(start, desk):
    server = start()
    user = server.sign_in("country-manager")
    assert user.submit(EDIT, EDIT, goals="De ene regel.").status_code == 303
    window = desk.window(server, "country-manager")
    window.goto(EDIT)
    assert user.submit(EDIT, EDIT, goals="De rode regel.").status_code == 303
    write(window, "De blauwe regel.")
    joined = window.locator("textarea[name=goals]").input_value()
    assert "rode" in joined and "blauwe" in joined


def test_the_first_version_of_a_year_can_be_written_by_two(start, desk):
    server = start()
    window = desk.window(server, "country-manager")
    window.goto(EDIT)
    assert server.sign_in("programme-manager").submit(EDIT, EDIT, goals="Van haar.").status_code == 303
    write(window, "Van mij.")
    expect(window.locator("h1")).to_have_text(TEXTS("conflict.title"))
    assert goals(server) == ["Van haar."]


def test_who_wrote_the_same_meets_no_conflict_or_one_without_loss(start, desk):
    server = start()
    window = desk.window(server, "country-manager")
    window.goto(EDIT)
    assert server.sign_in("programme-manager").submit(EDIT, EDIT, goals="Hetzelfde.").status_code == 303
    write(window, "Hetzelfde.")
    expect(window.locator("h1")).to_be_visible()
    assert goals(server) == ["Hetzelfde."]


def facts(server) -> list[dict]:
    return [each for each in server.sign_in("auditor").raw("GET", "/api/v1/dossiers/GM/facts").json() if each["source"] == "Bron"]


def test_a_fact_conflicts_field_by_field(start, desk):
    server = start()
    user = server.sign_in("country-manager")
    user.submit("/countries/GM/facts/new", "/facts/new", **fact(label="Inwoners", content="Twee", source="Bron", shared=None))
    made = facts(server)[0]
    edit = f"/countries/GM/facts/{made['id']}"
    window = desk.window(server, "country-manager")
    window.goto(edit)
    # Someone else changes the content, and decides to share it; I change the date.
    assert user.submit(edit, edit, content="Drie", shared="yes").status_code == 303
    window.locator("#asOf").fill("2025")
    window.locator("main").get_by_role("button", name=TEXTS("form.save"), exact=True).first.click()
    expect(window.locator("h1")).to_have_text(TEXTS("conflict.title"))
    expect(window.locator(".compare > section").nth(0)).to_contain_text("Drie")
    expect(window.locator(".compare > section").nth(1)).to_contain_text("2025")
    window.get_by_role("button", name=TEXTS("conflict.save-joined"), exact=True).click()
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.fact.updated"))
    now = facts(server)[0]
    assert (now["content"], now["asOf"]) == ("Drie", "2025")
    assert now["shared"] is True, "the other's decision to share was lost without a word"


def test_what_was_written_to_a_removed_fact_is_not_lost(start):
    server = start()
    user = server.sign_in("country-manager")
    user.submit("/countries/GM/facts/new", "/facts/new", **fact(source="Bron", shared=None))
    edit = f"/countries/GM/facts/{facts(server)[0]['id']}"
    mine = user.get(edit).form(edit)
    assert user.submit(edit, edit + "/removal").status_code == 303
    answer = user.post(edit, mine.filled(content="Een lange tekst van mij"))
    assert answer.status_code in (404, 409, 410)
    assert facts(server) == []
    assert "Een lange tekst van mij" in answer.text, "the writer's text is gone"


def test_a_stale_dossier_or_removal_changes_nothing(start, desk):
    server = start()
    chief = server.sign_in("programme-manager")
    window = desk.window(server, "programme-manager")
    window.goto("/countries/GM/edit")
    assert chief.submit("/countries/GM/edit", "/countries/GM/edit", basis="Hun reden").status_code == 303
    window.locator("#basis").fill("Mijn reden")
    window.locator("main").get_by_role("button", name=TEXTS("form.save"), exact=True).click()
    expect(window.locator("h1")).to_have_text(TEXTS("conflict.title"))
    assert chief.raw("GET", "/api/v1/dossiers/GM").json()["basis"] == "Hun reden"
    window.get_by_role("button", name=TEXTS("conflict.take"), exact=True).click()
    expect(window.get_by_role("status")).to_have_text(TEXTS("done.dossier.updated"))
    after = chief.raw("GET", "/api/v1/dossiers/GM").json()
    assert after["basis"] == "Mijn reden" and any("Sanne" in name for name in after["managers"])

    user = server.sign_in("country-manager")
    user.submit("/countries/GM/facts/new", "/facts/new", **fact(source="Bron", shared=None))
    edit = f"/countries/GM/facts/{facts(server)[0]['id']}"
    window.goto(edit)
    assert user.submit(edit, edit, content="Nieuw").status_code == 303
    window.get_by_role("button", name=TEXTS("fact.remove"), exact=True).click()
    expect(window.locator("h1")).to_be_visible()
    assert facts(server)[0]["content"] == "Nieuw", "a stale removal took what nobody had seen"


def test_a_stale_profile_or_account_says_so_and_overwrites_nothing(start):
    server = start()
    user = server.sign_in("auditor")
    old = user.get("/profile").form("/profile")
    assert user.post("/profile", old.filled(name="Alice Eerste")).status_code == 303
    again = user.get("/profile").form("/profile")
    stale = [(name, old["version"] if name == "version" else value) for name, value in again.filled(name="Alice Tweede")]
    answer = user.post("/profile", stale)
    assert answer.status_code == 409
    assert "Alice Tweede" in answer.text and "Alice Eerste" in answer.text, "both texts are shown"
    assert "Alice Eerste" in user.get("/profile").html
