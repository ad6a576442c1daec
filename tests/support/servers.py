"""Programs that serve HTTP on a free port of this machine, and questions to them."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextlib.contextmanager
def serving(command: Sequence[str], says: str) -> Iterator[re.Match[str]]:
    """Run a program until the block ends, whatever happens in it; the programs that it starts end with it.

    Args:
      says: a pattern for the line that it prints when it is ready. Yielded is the match.
    """
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if ready := re.search(says, line):
                break
        else:
            raise AssertionError(f"{command[0]} ended without serving:\n{''.join(said)}")
        # What it prints later must not fill the pipe.
        threading.Thread(target=_drain, args=(process.stdout,), daemon=True).start()
        yield ready
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


def _drain(stream: Any) -> None:
    with contextlib.suppress(ValueError, OSError):
        for _ in stream:
            pass


@contextlib.contextmanager
def tensorboard(logdir: Path) -> Iterator[str]:
    """TensorBoard on a directory. Yields its URL, which ends in a slash."""
    command = [
        sys.executable,
        "-m",
        "tensorboard.main",
        "--logdir",
        str(logdir),
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--load_fast",
        "false",
    ]
    with serving(command, r"TensorBoard .* at (http://\S+)") as ready:
        yield ready[1]


def get(url: str, **query: Any) -> bytes:
    """The body of an answer. Raises urllib's HTTPError for others than 200."""
    with _direct.open(f"{url}?{urllib.parse.urlencode(query)}" if query else url, timeout=20) as answer:
        return answer.read()


_WAIT = """
const done = arguments[arguments.length - 1];
function all(selector, root = document) {
  const found = [...root.querySelectorAll(selector)];
  for (const element of root.querySelectorAll("*"))
    if (element.shadowRoot) found.push(...all(selector, element.shadowRoot));
  return found;
}
function look() { SCRIPT }
function again() {
  const found = look();
  if (found && found.length !== 0) done(found);
  else setTimeout(again, 50);
}
again();
"""


class Browser:
    """A headless Chromium, driven as the W3C's WebDriver says. Source: https://www.w3.org/TR/webdriver2/."""

    def __init__(self, driver: str, chromium: str, profile: Path) -> None:
        arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--window-size=1400,1000",
            f"--user-data-dir={profile}",
        ]
        options = {"binary": chromium, "args": arguments}
        asked = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}}
        self._session = f"{driver}/session/{self._post(f'{driver}/session', asked)['sessionId']}"

    def _post(self, url: str, content: dict) -> Any:
        request = urllib.request.Request(url, json.dumps(content).encode(), {"Content-Type": "application/json"})
        try:
            with _direct.open(request, timeout=40) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{url}: {error.read().decode()}") from error

    def go(self, url: str) -> None:
        self._post(f"{self._session}/url", {"url": url})

    def wait_for(self, script: str) -> Any:
        """What a JavaScript function body returns once that is neither false, null nor empty.

        In it `all(selector)` gives the elements of the page, those in shadow trees too. Fails after 30 seconds.
        """
        return self._post(f"{self._session}/execute/async", {"script": _WAIT.replace("SCRIPT", script), "args": []})

    def screenshot(self) -> bytes:
        """The window as a PNG file."""
        return base64.b64decode(json.loads(get(f"{self._session}/screenshot"))["value"])


@contextlib.contextmanager
def browsing(driver: str, chromium: str, directory: Path) -> Iterator[Browser]:
    """A browser for the time of the block.

    Args:
      driver, chromium: the programs.
      directory: for the browser's own files.
    """
    with serving([driver, "--port=0"], r"started successfully on port (\d+)") as ready:
        yield Browser(f"http://127.0.0.1:{ready[1]}", chromium, directory)
