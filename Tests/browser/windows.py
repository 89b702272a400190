"""Browser windows of people, and what axe says about what is in them."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect

from entente import PASSWORD, PEOPLE, Server, Texts

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
AXE = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
# Rules whose outcome depends on colours: only these are asked again in the dark.
COLOURS = {
    "resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


class Desk:
    """Makes browser windows for people, and keeps what their consoles say."""

    def __init__(self, browser: Browser, signed_in):
        self.browser, self.signed_in = browser, signed_in
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def window(self, server: Server, who: str | None = None, *, fresh: bool = False, **options) -> Page:
        """A window of someone who is signed in; `fresh` for a session of its own."""
        options.setdefault("viewport", WIDE)
        context = self.browser.new_context(base_url=server.url, **options)
        self.contexts.append(context)
        if who:
            context.add_cookies((server.sign_in(who) if fresh else self.signed_in(server, who)).cookies)
        page = context.new_page()
        self.listen(page)
        return page

    def listen(self, page: Page) -> None:
        page.on("console", lambda message: message.type in ("error", "warning") and self.complaints.append(
            f"{page.url}: {message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def violations(page: Page, options: dict = AXE) -> list[str]:
    """What axe says about the page as it is shown: the rule, the element and the reason."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for each in found for node in each["nodes"][:2]]


def sign_in(page: Page, texts: Texts, who: str, password: str = PASSWORD) -> None:
    """Signs in through the form, as a person does."""
    page.goto("/sign-in")
    page.get_by_label(texts("sign-in.email"), exact=True).fill(PEOPLE.get(who, who))
    page.get_by_label(texts("sign-in.password"), exact=True).fill(password)
    page.get_by_role("button", name=texts("sign-in.button"), exact=True).click()
    expect(page.locator("nav a[aria-current=page]")).to_be_visible()
