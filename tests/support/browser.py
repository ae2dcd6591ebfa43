"""A real browser, with scripts or without, on a phone or a desktop."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

Size = Literal["phone", "desktop"]
Colours = Literal["light", "dark"]
Scripts = Literal["on", "off"]

SIZES = {"phone": (390, 844), "desktop": (1440, 900)}

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def driver_runs() -> bool:
    """The driver is a program of its own, and a bare machine may lack a library it needs."""
    program, _ = compute_driver_executable()
    asked = subprocess.run([program, "--version"], check=False, capture_output=True)
    return asked.returncode == 0


@dataclass(frozen=True, kw_only=True)
class Windows:
    """Separate visitors of one browser: each page has cookies and storage of its own."""

    browser: Browser
    complaints: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        *,
        scripts: Scripts = "on",
        size: Size = "desktop",
        colours: Colours = "light",
        language: str = "en-GB",
    ) -> Page:
        width, height = SIZES[size]
        context = self.browser.new_context(
            java_script_enabled=scripts == "on",
            viewport={"width": width, "height": height},
            color_scheme=colours,
            locale=language,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        context.on("console", lambda message: self._hear(message.type, message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)


@contextmanager
def launched(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # no sandbox: root and containers cannot have one, and only our own pages are opened
        browser = playwright.chromium.launch(
            executable_path=chromium, args=QUIET, chromium_sandbox=False
        )
        yield browser
        browser.close()


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds, one line for each rule and the places that break it."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {[node['target'] for node in rule['nodes']]}"
        for rule in found
    ]
