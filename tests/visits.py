"""A page opened in a real browser, offline, and watched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from playwright.sync_api import ViewportSize

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

DESKTOP = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)

WATCH = """
window.seen = {violations: [], long: []};
document.addEventListener("securitypolicyviolation", (e) => seen.violations.push(e.blockedURI));
"""


@dataclass
class Visit:
    """An open page, and all that it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def drawn(self) -> Page:
        self.page.wait_for_selector("html[data-drawn]", state="attached")
        self.page.wait_for_selector(".credits", state="attached")
        return self.page


def visit(context: BrowserContext, path: Path, *, link: str = "", wait: bool = True) -> Visit:
    opened = Visit(context.new_page())
    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("console", lambda message: opened.messages.append(message.text))
    opened.page.on("pageerror", lambda error: opened.messages.append(str(error)))
    opened.page.on("dialog", lambda dialog: opened.messages.append(dialog.message))
    opened.page.add_init_script(WATCH)
    opened.page.goto(path.as_uri() + link)
    if wait:
        opened.drawn()
    return opened
