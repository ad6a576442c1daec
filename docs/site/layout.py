"""Lays out the pages of the site in build/docs, from which zensical builds it: `make docs`.

    python docs/site/layout.py

They are those of docs/, what has changed, the examples, and the reference.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import reference
import texts

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "build/docs"
BESIDE = ("site/*.css", "site/*.js", "*.png")

if __name__ == "__main__":
    shutil.rmtree(TARGET, ignore_errors=True)
    for name, text in (texts.pages() | reference.pages()).items():
        (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / name).write_text(text, encoding="utf-8")
    for pattern in BESIDE:
        for path in (ROOT / "docs").glob(pattern):
            shutil.copy(path, TARGET)
