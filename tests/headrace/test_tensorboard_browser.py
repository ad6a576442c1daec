"""TensorBoard in a headless Chromium: what a user sees of a training run.

    HEADRACE_SCREENSHOT=docs/tensorboard.png pytest tests/headrace/test_tensorboard_browser.py

keeps the image of the graph that docs/tensorboard.md shows.
"""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.servers import browsing, tensorboard

EXAMPLE = Path(__file__).parents[2] / "examples/tensorboard.py"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("tensorboard") is None, reason="TensorBoard is not installed: pip install headrace[test]"
    ),
    pytest.mark.skipif(
        CHROMIUM is None or DRIVER is None,
        reason="chromium or chromedriver is not installed: apt-get install chromium chromium-driver",
    ),
    pytest.mark.timeout(180),  # a browser starts slowly on a busy machine
]


@pytest.fixture(scope="module")
def show(tmp_path_factory):
    """A function that opens a page of TensorBoard and returns the browser."""
    logdir = tmp_path_factory.mktemp("logs")
    subprocess.run([sys.executable, str(EXAMPLE), str(logdir)], check=True, capture_output=True, timeout=50)
    with (
        tensorboard(logdir) as url,
        browsing(DRIVER, CHROMIUM, tmp_path_factory.mktemp("profile")) as browser,
    ):

        def show(page: str):
            browser.go("about:blank")  # else only the fragment changes, and the page stays
            browser.go(f"{url}#{page}")
            return browser

        yield show


@pytest.mark.parametrize("tag", ["loss", "shuffle_batch/fraction_over_100_of_200_full"])
def test_scalars_are_drawn_as_curves(tag, show):
    points = show(f"scalars&tagFilter={tag}").wait_for(
        f'const cards = all("tf-scalar-card").filter(card => card.tag === "{tag}");'
        'const lines = cards.flatMap(card => all("path.line", card.shadowRoot));'
        'return lines.map(line => line.getAttribute("d").split("L").length)'
    )
    assert max(points) > 150  # of 200; those in one column of pixels are drawn as one


def test_histograms_are_drawn(show):
    browser = show("histograms")
    assert browser.wait_for('return all(".histogram path").filter(path => path.getAttribute("d").length > 100)')
    names = browser.wait_for('return all("tf-histogram-loader").map(card => card.tag)')
    assert sorted(names)[:2] == ["hidden/spread_of_biases", "hidden/spread_of_weights"]


def test_images_are_shown(show):
    sizes = show("images").wait_for(
        'return all("img").filter(i => i.complete && i.naturalWidth === 16).map(i => [i.naturalWidth, i.naturalHeight])'
    )
    assert [16, 4] in sizes


def test_text_is_shown(show):
    assert show("text").wait_for('return all("em").map(em => em.parentNode.textContent)') == ["Iris flowers, 30 at a time"]


def test_the_graph_is_drawn_from_the_reader_to_the_loss(show, tmp_path):
    browser = show("graphs")
    names = browser.wait_for('return all("[data-name]").map(node => node.getAttribute("data-name"))')
    assert {
        "input_producer",
        "TextLineReaderV2",
        "ReaderReadV2",
        "DecodeCSV",
        "shuffle_batch",
        "hidden",
        "Relu",
        "output",
        "loss",
        "gradients",
        "Adam",
    } <= set(names)
    target = Path(os.environ.get("HEADRACE_SCREENSHOT", tmp_path / "graph.png"))
    target.write_bytes(smaller(browser.screenshot()))
    assert target.stat().st_size > 10_000


def smaller(image: bytes) -> bytes:
    """A screenshot in few colours: for the docs."""
    from PIL import Image

    stream = io.BytesIO()
    Image.open(io.BytesIO(image)).convert("RGB").quantize(64).save(stream, "PNG", optimize=True)
    return stream.getvalue()
