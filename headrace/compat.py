"""tf.compat: text and bytes."""

from __future__ import annotations

from headrace.formats.text import as_bytes, as_str, as_str_any, as_text

__all__ = [
    "as_bytes", "as_str", "as_str_any", "as_text",
]
