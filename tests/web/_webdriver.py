"""A WebDriver client of a few calls: headless Chromium over plain HTTP, nothing to install.

Reference: W3C WebDriver, https://www.w3.org/TR/webdriver2/
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"enter": "\ue007", "escape": "\ue00c", "tab": "\ue004", "down": "\ue015", "up": "\ue013"}


def find_browser() -> tuple[str, str] | None:
    """Paths of Chromium and of its driver, or None where one of them is missing."""
    browser = next(
        (p for n in ("chromium", "chromium-browser", "google-chrome", "chrome") if (p := shutil.which(n))), None
    )
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class BrowserError(Exception):
    """What the driver says went wrong."""


class Browser:
    """One window of headless Chromium."""

    def __init__(self, driver_url: str, session: str) -> None:
        self._base = f"{driver_url}/session/{session}"

    def get(self, url: str) -> None:
        """Go to an address and wait until the page and its scripts have loaded."""
        _call("POST", f"{self._base}/url", {"url": url})

    @property
    def url(self) -> str:
        """The present address."""
        return str(_call("GET", f"{self._base}/url"))

    @property
    def title(self) -> str:
        """The present title."""
        return str(_call("GET", f"{self._base}/title"))

    def run(self, script: str, *args: Any) -> Any:
        """What a script returns, run by the driver and so not subject to the page's policy."""
        return _call("POST", f"{self._base}/execute/sync", {"script": script, "args": list(args)})

    def find(self, css: str) -> dict[str, str]:
        """The first element that matches."""
        found = _call("POST", f"{self._base}/element", {"using": "css selector", "value": css})
        return {_ELEMENT: found[_ELEMENT]}

    def click(self, target: str | dict[str, str]) -> None:
        """A real click in the middle of an element's first box."""
        element = self.find(target) if isinstance(target, str) else target
        _call("POST", f"{self._base}/element/{element[_ELEMENT]}/click", {})

    def type(self, target: str | dict[str, str], text: str) -> None:
        """Type into an element, which gets the focus."""
        element = self.find(target) if isinstance(target, str) else target
        _call("POST", f"{self._base}/element/{element[_ELEMENT]}/value", {"text": text})

    def press(self, *keys: str) -> None:
        """Press keys one after another, wherever the focus is: names of `KEYS` or characters."""
        actions = []
        for key in keys:
            value = KEYS.get(key, key)
            actions += [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        _call("POST", f"{self._base}/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def drag(self, target: dict[str, str], pixels: int) -> None:
        """Press the mouse near the beginning of an element's first box, move it to the right, let go."""
        x, y = self.run("const b = arguments[0].getClientRects()[0]; return [b.left + 4, b.top + b.height / 2]", target)
        moves = [{"type": "pointerMove", "x": int(x) + n * pixels // 5, "y": int(y), "duration": 20} for n in range(6)]
        press, release = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        mouse = {
            "type": "pointer",
            "id": "mouse",
            "parameters": {"pointerType": "mouse"},
            "actions": [moves[0], press, *moves[1:], release],
        }
        _call("POST", f"{self._base}/actions", {"actions": [mouse]})

    def text(self, css: str) -> str:
        """What a reader sees of the first element that matches."""
        return str(_call("GET", f"{self._base}/element/{self.find(css)[_ELEMENT]}/text"))

    def wait(self, script: str, *args: Any, seconds: float = 5.0) -> Any:
        """Wait until a script returns something true, and give it back.

        Raises:
            BrowserError: If it does not.
        """
        end = time.monotonic() + seconds
        while True:
            found = self.run(script, *args)
            if found:
                return found
            if time.monotonic() > end:
                raise BrowserError(f"waited {seconds} s in vain for: {script}")
            time.sleep(0.03)

    def devtools(self, command: str, **params: Any) -> Any:
        """A command of the DevTools protocol."""
        return _call("POST", f"{self._base}/goog/cdp/execute", {"cmd": command, "params": params})

    def viewport(self, width: int, height: int, *, touch: bool = False) -> None:
        """Give the page a window of this size in CSS pixels."""
        self.devtools(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=touch
        )

    def scheme(self, name: str) -> None:
        """Let the system prefer ``light`` or ``dark``."""
        self.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def alert(self) -> str | None:
        """The text of an open alert, or None."""
        try:
            return str(_call("GET", f"{self._base}/alert/text"))
        except BrowserError:
            return None

    def log(self) -> list[str]:
        """What the console said since the last call, refusals of the content policy included."""
        return [entry["message"] for entry in _call("POST", f"{self._base}/se/log", {"type": "browser"})]

    def picture(self, path: Path) -> None:
        """Write a picture of the window."""
        path.write_bytes(base64.b64decode(_call("GET", f"{self._base}/screenshot")))

    def quit(self) -> None:
        """Close the window."""
        _call("DELETE", self._base)


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """A fresh headless Chromium with a profile of its own, gone afterwards.

    Raises:
        BrowserError: If it does not start.
    """
    found = find_browser()
    if found is None:
        raise BrowserError("no chromium and chromedriver on the path")
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        driver = subprocess.Popen(
            [found[1], f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ}
        )
        url = f"http://127.0.0.1:{port}"
        try:
            _until_ready(url)
            options = {
                "binary": found[0],
                "args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    "--disable-dev-shm-usage", "--hide-scrollbars", f"--user-data-dir={profile}",
                ],
            }  # fmt: skip
            wanted = {
                "browserName": "chrome",
                "goog:chromeOptions": options,
                "goog:loggingPrefs": {"browser": "ALL"},
                "unhandledPromptBehavior": "ignore",
            }
            made = _call("POST", f"{url}/session", {"capabilities": {"alwaysMatch": wanted}}, seconds=30)
            window = Browser(url, made["sessionId"])
            try:
                yield window
            finally:
                with contextlib.suppress(BrowserError, OSError):
                    window.quit()
        finally:
            driver.terminate()
            try:
                driver.wait(10)
            except subprocess.TimeoutExpired:
                driver.kill()


def _until_ready(url: str) -> None:
    end = time.monotonic() + 15
    while True:
        try:
            if _call("GET", f"{url}/status")["ready"]:
                return
        except OSError:
            pass
        if time.monotonic() > end:
            raise BrowserError("chromedriver did not start within 15 s")
        time.sleep(0.05)


def _call(method: str, url: str, body: dict[str, Any] | None = None, seconds: float = 20) -> Any:
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    # Loopback only: a proxy of the environment has no business here.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=seconds) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        value = json.load(error)["value"]
        raise BrowserError(f"{value['error']}: {value['message'].splitlines()[0]}") from None
