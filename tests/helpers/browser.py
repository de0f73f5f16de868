"""Chromium without a window, spoken to over a pair of pipes in the DevTools protocol: no driver and no network."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FOUND = next((path for name in NAMES if (path := shutil.which(name))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--remote-debugging-pipe",
)  # fmt: skip
WAIT = 60.0


class Browser:
    """One tab. What the page wrote to its console is in `said`."""

    def __init__(self) -> None:
        assert FOUND is not None
        self.said: list[str] = []
        self._home = tempfile.mkdtemp(prefix="salesmode-browser-")
        read_here, write_there = os.pipe()
        read_there, write_here = os.pipe()
        # The browser reads commands on descriptor 3 and answers on 4, whatever numbers the pipes have here.
        script = f'exec "$@" 3<&{read_there} 4>&{write_there}'
        command = ["bash", "-c", script, "sh", FOUND, *FLAGS, f"--user-data-dir={self._home}", "about:blank"]
        self._process = subprocess.Popen(
            command, pass_fds=(read_there, write_there), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(read_there)
        os.close(write_there)
        self._read, self._write = read_here, write_here
        self._rest, self._count = b"", 0
        self._session: str | None = None
        target = self._send("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = self._send("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self._send(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._write)  # the end of its commands ends the browser
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._read)
        shutil.rmtree(self._home, ignore_errors=True)

    def open(self, page: Path, width: int, media: str = "screen", scheme: str = "light") -> None:
        """Show a page in a window `width` wide."""
        phone = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self._send("Emulation.setDeviceMetricsOverride", phone)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self._send("Emulation.setEmulatedMedia", {"media": media, "features": features})
        self._send("Page.navigate", {"url": page.as_uri()})
        end = time.monotonic() + WAIT
        while self.value("document.readyState") != "complete" or self.value("location.href") != page.as_uri():
            assert time.monotonic() < end, f"{page} did not load"
            time.sleep(0.02)

    def value(self, expression: str) -> Any:
        """Return what an expression of JavaScript comes to, waited for if it is a promise."""
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        done = self._send("Runtime.evaluate", asked)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def picture(self, to: Path, of: str = "html") -> None:
        """Save what an element looks like."""
        box = self.value(
            f"(b => ({{x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: b.height, scale: 1}}))"
            f"(document.querySelector({json.dumps(of)}).getBoundingClientRect())"
        )
        shot = self._send("Page.captureScreenshot", {"clip": box, "captureBeyondViewport": True})
        to.write_bytes(base64.b64decode(shot["data"]))

    def print(self, wide: float, high: float) -> bytes:
        """Return the page as PDF on paper of a size in inches."""
        paper = {"paperWidth": wide, "paperHeight": high, "printBackground": True, "preferCSSPageSize": False}
        return base64.b64decode(self._send("Page.printToPDF", paper)["data"])

    def _send(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": params or {}}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        for answer in self._answers():
            if answer.get("id") == self._count:
                assert "error" not in answer, answer["error"]
                held: dict[str, Any] = answer["result"]
                return held
        raise AssertionError(f"the browser went away at {method}")

    def _answers(self) -> Iterator[dict[str, Any]]:
        end = time.monotonic() + WAIT
        while True:
            while b"\0" in self._rest:
                one, self._rest = self._rest.split(b"\0", 1)
                answer = json.loads(one)
                self._note(answer)
                yield answer
            ready, _, _ = select.select([self._read], [], [], max(0.0, end - time.monotonic()))
            data = os.read(self._read, 1 << 20) if ready else b""
            if not data:
                return
            self._rest += data

    def _note(self, answer: dict[str, Any]) -> None:
        if answer.get("method") == "Log.entryAdded":
            self.said.append(answer["params"]["entry"]["text"])
        elif answer.get("method") in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
            self.said.append(json.dumps(answer["params"])[:500])
