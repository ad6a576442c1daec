"""Files that `codecs` opens."""

from __future__ import annotations

import codecs
from typing import Any


def open(filename: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
    """`codecs.open`, whose mode may have a U."""
    return codecs.open(filename, mode.replace("U", "") if mode.strip("Ubt") else mode.replace("U", "r"), *arguments, **options)
