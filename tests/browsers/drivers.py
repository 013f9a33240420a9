"""Browsers other than Chromium, driven by the protocols that they have: offline, without a screen.

Firefox speaks WebDriver BiDi by itself; WebKitGTK has a WebDriver of its own and wants a display.

References
----------
W3C, WebDriver BiDi, 2025; W3C, WebDriver, 2018.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from websocket import create_connection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PATIENCE = 30.0
"""Seconds that a browser may take to start, or to draw a page."""
MINI_BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"


class Driver(Protocol):
    """What a test asks of any browser."""

    def open(self, address: str, width: int, height: int) -> None:
        """Show a page in a window whose inside has that size, in CSS pixels."""

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 - what the page says
        """Return the value of an expression of the page, as JSON has it."""

    def take_picture(self) -> bytes:
        """Return what the window shows, as a PNG."""


class Firefox:
    """A headless Firefox by WebDriver BiDi."""

    def __init__(self, address: str) -> None:
        self._socket = create_connection(
            f"{address}/session", timeout=PATIENCE, suppress_origin=True
        )
        self._number = 0
        self._ask("session.new", capabilities={})
        self._context = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address: str, width: int, height: int) -> None:
        """Show a page."""
        viewport = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._context, viewport=viewport)
        # The same page at another place of it would not be loaded again.
        for url in ("about:blank", address):
            self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 - what the page says
        """Return the value of an expression."""
        answer = self._ask(
            "script.evaluate",
            expression=f"JSON.stringify({expression})",
            target={"context": self._context},
            awaitPromise=True,
        )
        return json.loads(answer["result"].get("value", "null"))

    def take_picture(self) -> bytes:
        """Return what the window shows."""
        taken = self._ask("browsingContext.captureScreenshot", context=self._context)
        return base64.b64decode(taken["data"])

    def close(self) -> None:
        """Leave the browser."""
        self._socket.close()

    def _ask(self, method: str, **params: object) -> dict[str, Any]:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['message']}")
                return dict(answer["result"])


class WebKit:
    """A WebKitGTK by its own WebDriver."""

    def __init__(self, port: int, browser: str) -> None:
        self._port = port
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._session = ""
        self._session = self._ask("POST", "", {"capabilities": wanted})["sessionId"]

    def open(self, address: str, width: int, height: int) -> None:
        """Show a page."""
        self._ask("POST", "/window/rect", {"x": 0, "y": 0, "width": width, "height": height})
        for url in ("about:blank", address):
            self._ask("POST", "/url", {"url": url})
        # The window has bars around the page.
        wide, high = self.evaluate("[innerWidth, innerHeight]")
        size = {"width": 2 * width - wide, "height": 2 * height - high}
        self._ask("POST", "/window/rect", {"x": 0, "y": 0, **size})

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 - what the page says
        """Return the value of an expression."""
        script = {"script": f"return JSON.stringify({expression}) ?? 'null'", "args": []}
        return json.loads(self._ask("POST", "/execute/sync", script))

    def take_picture(self) -> bytes:
        """Return what the window shows."""
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def close(self) -> None:
        """Close the window."""
        self._ask("DELETE", "")

    def _ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        session = f"/session/{self._session}" if self._session else "/session"
        text = None if body is None else json.dumps(body)
        kind = {"Content-Type": "application/json"}
        with closing(HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)) as connection:
            connection.request(method, session + path, text, kind)
            answer = json.loads(connection.getresponse().read())["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise RuntimeError(f"{path or 'session'}: {answer['message']}")
        return answer


def wait_for(driver: Driver, expression: str) -> None:
    """Wait until an expression of the page is true.

    Raises
    ------
    TimeoutError
        If it does not become so.
    """
    end = time.monotonic() + PATIENCE
    while not driver.evaluate(f"Boolean({expression})"):
        if time.monotonic() > end:
            raise TimeoutError(expression)
        time.sleep(0.05)


@contextmanager
def start_firefox() -> Iterator[Firefox]:
    """Start the Firefox of this machine, and end it."""
    with tempfile.TemporaryDirectory() as profile:
        # Nothing is asked of any network, not even whether there is one.
        Path(profile, "user.js").write_text(
            'user_pref("network.proxy.type", 1);user_pref("network.proxy.http", "127.0.0.1");'
            'user_pref("network.proxy.http_port", 9);user_pref("network.proxy.ssl", "127.0.0.1");'
            'user_pref("network.proxy.ssl_port", 9);user_pref("app.update.auto", false);'
            'user_pref("ui.prefersReducedMotion", 1);'
        )
        command = [find_firefox(), "--headless", "--no-remote", "--profile", profile]
        command += ["--remote-debugging-port", "0"]
        with _running(command, stderr=subprocess.PIPE) as process:
            for line in process.stderr or ():
                if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                    with closing(Firefox(found[1])) as driver:
                        yield driver
                    return
        raise RuntimeError("Firefox did not say where it listens")


@contextmanager
def start_webkit() -> Iterator[WebKit]:
    """Start the WebKitGTK of this machine on a display of its own, and end both."""
    with ExitStack() as stack:
        screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1300x24", "-nolisten", "tcp"]
        display = stack.enter_context(_running(screen, stdout=subprocess.PIPE))
        number = (display.stdout or [""]).readline().strip()  # type: ignore[union-attr]
        port = _find_port()
        home = stack.enter_context(tempfile.TemporaryDirectory())
        settings = Path(home, ".config/gtk-3.0/settings.ini")
        settings.parent.mkdir(parents=True)
        settings.write_text("[Settings]\ngtk-enable-animations=0\n")  # prefers reduced motion
        environment = {
            "DISPLAY": f":{number}", "HOME": home,
            "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "GTK_THEME": "Adwaita",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "NO_AT_BRIDGE": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }  # fmt: skip
        stack.enter_context(_running(["WebKitWebDriver", f"--port={port}"], env=environment))
        _wait_for_port(port)
        yield stack.enter_context(closing(WebKit(port, find_mini_browser())))


def find_firefox() -> str:
    """Return where Firefox is, or nothing."""
    return next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), "")


def find_mini_browser() -> str:
    """Return where WebKitGTK's own small browser is, or nothing."""
    found = sorted(Path("/").glob(MINI_BROWSERS.lstrip("/")))
    has_driver = shutil.which("WebKitWebDriver") and shutil.which("Xvfb")
    return str(found[-1]) if found and has_driver else ""


@contextmanager
def _running(
    command: Sequence[str], *, env: dict[str, str] | None = None, **pipes: int
) -> Iterator[subprocess.Popen[str]]:
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **pipes}
    # Leaving the process closes its pipes and waits for it.
    with subprocess.Popen(command, env=env, text=True, **silent) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.terminate()


def _find_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for_port(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return
