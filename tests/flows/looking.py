"""Looking over a page as it stands: accessible by axe, and nothing sticks out of the screen."""

from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

AXE = Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js"
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
# No time for what nobody reads: what passed, where on the page it stands, whether a style sheet turns the screen
OPTIONS = "{resultTypes: ['violations'], selectors: false, preload: false}"
IN_WORDS = "found => found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`))"


def look_over(page: Page) -> None:
    """In the state, the size and the colours that the journey has come to."""
    assert (violations(page), too_wide(page)) == ([], 0), page.url


def violations(page: Page, rules: str = RULES) -> list[str]:
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text())
    return page.evaluate(f"axe.run(document, {{...{rules}, ...{OPTIONS}}}).then({IN_WORDS})")


def too_wide(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
