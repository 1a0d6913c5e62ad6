"""The pages that people open, in a real browser: the site, the evidence report, the fleet page.

Each at the width of a phone and of a desk, light and dark: nothing in the console, nothing wider than
the window, nothing that axe (https://github.com/dequelabs/axe-core) finds wrong, contrast included, and
every link and control within reach of the keyboard.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
SITE_PAGES = (
    "index",
    "start",
    "guides/write-a-rule",
    "reference/commands",
    "reference/stacks",
    "search",
)
WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")

pytestmark = pytest.mark.slow


def _chromium() -> str:
    found = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if found is None:
        pytest.skip("no browser was found (chromium)")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Started by root in a container, chromium has no sandbox of its own.
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        running = playwright.chromium.launch(executable_path=_chromium(), args=flags)
        yield running
        running.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    subprocess.run(
        [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", ROOT / "docs", folder],
        check=True,
    )
    with served(folder) as address:
        yield address


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine: browsers forbid pages from disk what axe needs."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def look_at(browser: Browser, address: str, width: int, scheme: str) -> list[str]:
    """Open a page and return what is wrong with it.

    Args:
        browser: a running one.
        address: the page's.
        width: of the window, in pixels.
        scheme: `light` or `dark`.
    """
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    faults: list[str] = []
    page.on(
        "request",
        lambda sent: None if "//127.0.0.1:" in sent.url else faults.append(f"loads {sent.url}"),
    )
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        faults.append(f"{wide} px wider than the window")
    standard = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
    for violation in Axe().run(page, options=standard).response["violations"]:
        where = violation["nodes"][0]["target"]
        faults.append(f"{violation['id']}: {violation['help']} {where}")
    faults += _out_of_reach(page)
    context.close()
    return faults


def _out_of_reach(page: Page) -> list[str]:
    """Return a fault when the Tab key gets stuck before it has reached the page's controls."""
    count = page.locator("a[href]:visible, button:visible, input:visible, summary:visible").count()
    reached = set()
    for _ in range(min(count, 25)):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement && document.activeElement.outerHTML"))
    return [] if len(reached) >= min(count, 5) else [f"Tab reaches {len(reached)} of {count}"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SITE_PAGES)
def test_a_page_of_the_site(
    browser: Browser, site: str, name: str, width: int, scheme: str
) -> None:
    assert look_at(browser, f"{site}/{name}.html", width, scheme) == []


def test_the_search_of_the_site_finds_a_page_without_a_network(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/search.html?q=evidence")
    page.wait_for_selector("#search-results li", timeout=20_000)
    assert page.locator("#search-results li").count() > 0
    page.close()
