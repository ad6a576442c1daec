"""Lays out the pages of the site in build/docs, from which zensical builds it: `make docs`.

    python docs/site/layout.py

They are those of docs/, what has changed, the examples, and the reference. What reads the docstrings runs nothing and wants the
package in one folder, also where the links in headrace/ are not: build/package.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import reference
import texts

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "build/docs"
BESIDE = ("site/*.css", "site/*.js", "*.png")


def lay_out_the_package() -> None:
    """The sources of the package, as they are installed."""
    shutil.rmtree(reference.SOURCES, ignore_errors=True)
    *lower, top = (ROOT / "layers.txt").read_text().split()
    compiled = shutil.ignore_patterns("*.so", "*.pyd", "__pycache__")
    links = {str(ROOT / top): lower}
    for layer, target in ((top, top), *((layer, f"{top}/{layer}") for layer in lower)):
        shutil.copytree(
            ROOT / layer, reference.SOURCES / target, ignore=lambda at, names: {*links.get(at, ()), *compiled(at, names)}
        )


def lay_out_the_pages() -> None:
    shutil.rmtree(PAGES, ignore_errors=True)
    for name, text in (texts.pages() | reference.pages()).items():
        (PAGES / name).parent.mkdir(parents=True, exist_ok=True)
        (PAGES / name).write_text(text, encoding="utf-8")
    for pattern in BESIDE:
        for path in (ROOT / "docs").glob(pattern):
            shutil.copy(path, PAGES)


if __name__ == "__main__":
    lay_out_the_package()
    lay_out_the_pages()
