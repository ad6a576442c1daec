"""The module `cgi`, gone since Python 3.13, as far as it was about texts."""

from __future__ import annotations

import html
from urllib.parse import parse_qs, parse_qsl

__all__ = ["parse_qs", "parse_qsl"]


def escape(text: str, quote: bool = False) -> str:
    """`&`, `<` and `>`, and with `quote` also `"`, as HTML has them."""
    escaped = html.escape(text, quote=False)
    return escaped.replace('"', "&quot;") if quote else escaped
