"""Values of records in a few words."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.image.sizes import size_of

from . import bytes_text

_SHOWN_BYTES = 60
_SHOWN_VALUES = 8


def described(value: Any) -> str:
    """A value as batches have it: small ones whole, of others type, shape and how they begin."""
    if isinstance(value, bytes):
        return described_bytes(value)
    value = np.asarray(value)
    if not value.ndim:
        return str(value[()])
    first = value.reshape(-1)[: value.size if value.size <= 4 * _SHOWN_VALUES else _SHOWN_VALUES]
    texts = [described_bytes(one) if isinstance(one, bytes) else str(one) for one in first]
    kind = "string" if value.dtype == object else value.dtype.name
    return f"{kind} {list(value.shape)}: {', '.join(texts)}{', ...' if len(first) < value.size else ''}"


def described_bytes(value: bytes) -> str:
    """A picture as its kind and size; other bytes as text where they are UTF-8, the first of them where they are many."""
    picture = size_of(value)
    if picture is not None:
        return f"{picture.kind} of {picture.height} x {picture.width}, {bytes_text(len(value))}"
    shown = value[:_SHOWN_BYTES]
    try:
        text = repr(shown.decode())
    except UnicodeDecodeError:
        text = repr(shown)
    return text if len(value) <= _SHOWN_BYTES else f"{text}... of {bytes_text(len(value))}"
