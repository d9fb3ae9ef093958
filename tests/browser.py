"""The desk in a real browser: a live server with its worker, headless Chromium, and what every page must stand up to.

A page that is opened by ``Visitor.go`` has been looked at: it is light, asks nobody else for anything, says nothing on
the console, breaks no rule of its own content security policy and none of WCAG 2.2 AA (axe-core), in light and dark,
on a phone and on a desk.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, Download, Page, Response, sync_playwright

# Playwright's loop runs in the thread of the tests, which work on the database between two steps of a journey.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MOST_BYTES = 100_000
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
TOTP_SECONDS = 30


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Requests of tests are nobody's news."""


@contextmanager
def live_desk(*, worker: bool = True) -> Iterator[str]:
    """Serve the desk on the database that this process points at, with a worker beside; gives the address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), _QuietHandler)
    server.set_app(get_wsgi_application())
    ended = threading.Event()
    threads = [threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)]
    if worker:
        threads.append(threading.Thread(target=_work, args=(ended,), daemon=True))
    for thread in threads:
        thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        for thread in threads:
            thread.join(timeout=20)


def _work(ended: threading.Event) -> None:
    from homeward.jobs.worker import run_waiting

    while not ended.wait(0.2):
        run_waiting()
    connections.close_all()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium: Debian's, with nothing fetched from anywhere."""
    if not Path(CHROMIUM).exists():
        raise RuntimeError("These tests need a browser: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


def code_now(secret: str) -> str:
    """What an authenticator shows for a secret at this moment (RFC 6238, SHA-1, six digits, thirty seconds)."""
    counter = struct.pack(">Q", int(time.time()) // TOTP_SECONDS)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


@dataclass
class Visitor:
    """One member's browser.

    Args:
        browser: Chromium.
        address: of the live desk.
        language: BCP 47, as the browser asks for it.
        watched: whether every page opened is examined for accessibility at once.
    """

    browser: Browser
    address: str
    language: str = "en"
    watched: bool = True
    page: Page = field(init=False)
    seen: set[str] = field(default_factory=set)
    _wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = self.browser.new_context(viewport=DESK, locale=self.language, accept_downloads=True)
        context.set_default_timeout(60_000)
        self.page = context.new_page()
        host = urlsplit(self.address).netloc
        page = self.page
        page.on("console", lambda said: self._note(said.type in ("error", "warning"), f"console: {said.text}"))
        page.on("pageerror", lambda error: self._note(True, f"script: {error}"))
        page.on("request", lambda asked: self._note(_is_elsewhere(asked.url, host), f"asked for {asked.url}"))
        page.on("response", self._weigh)

    def _note(self, is_wrong: bool, text: str) -> None:
        # A browser reports every answer of 400 and above on the console; those are told apart where they are expected.
        if is_wrong and "Failed to load resource" not in text:
            self._wrong.append(f"{self.page.url}: {text}")

    def _weigh(self, response: Response) -> None:
        if response.status >= 500:
            self._wrong.append(f"{response.url}: {response.status}")
        if response.request.resource_type == "document" and "text/html" in response.headers.get("content-type", ""):
            length = int(response.headers.get("content-length", 0))
            self._note(length > MOST_BYTES, f"{length} bytes of HTML")

    def signs_in(self, name: str, password: str, secret: str) -> None:
        """Sign in as people do: name and password, then the code of the authenticator."""
        self.page.goto(f"{self.address}/sign-in/")
        self.page.fill("input[name=login]", name)
        self.page.fill("input[name=password]", password)
        self.page.click("main form button.primary")
        self.page.wait_for_selector("input[name=code]")
        self.page.fill("input[name=code]", code_now(secret))
        self.page.click("main form button.primary")
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)

    def carries(self, cookies: dict[str, str]) -> None:
        """Bring the cookies of a session begun elsewhere."""
        self.page.context.add_cookies(
            [{"name": name, "value": value, "url": self.address} for name, value in cookies.items()]
        )

    def go(self, path: str) -> Page:
        """Open a page and examine it."""
        self.page.goto(self.address + path)
        self.looks()
        return self.page

    def looks(self) -> None:
        """Examine the page that is open, once per address without its numbers."""
        assert not self._wrong, "\n".join(self._wrong)
        kind = _kind_of(self.page.url)
        if self.watched and kind not in self.seen:
            self.seen.add(kind)
            examine(self.page)

    def download(self, selector: str) -> Download:
        """Follow a link that gives a file."""
        with self.page.expect_download() as given:
            self.page.click(selector)
        return given.value

    def close(self) -> None:
        """Leave; whatever went wrong meanwhile is said."""
        self.page.context.close()
        assert not self._wrong, "\n".join(self._wrong)


def _is_elsewhere(url: str, host: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != host


def _kind_of(url: str) -> str:
    parts = urlsplit(url)
    return "/".join("…" if any(c.isdigit() for c in part) else part for part in parts.path.split("/"))


def examine(page: Page) -> None:
    """Hold a page against WCAG 2.2 AA in light and dark, on a desk and on a phone; leaves it as it was."""
    found: list[str] = []
    for scheme in ("light", "dark"):
        for size in (DESK, PHONE):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            where = f"{page.url} ({scheme}, {size['width']} px)"
            found += [f"{where}: {violation}" for violation in axe(page)]
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > size["width"]:
                found.append(f"{where}: the page is {wide} px wide and must be moved sideways")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)
    assert not found, "\n".join(found)


def axe(page: Page) -> list[str]:
    """What axe-core finds against WCAG on a page as it stands: rule, what is wrong, where."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_axe())
    said: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    return [
        f"{violation['id']}: {violation['help']}: {' | '.join(node['html'][:160] for node in violation['nodes'][:3])}"
        for violation in said["violations"]
    ]
