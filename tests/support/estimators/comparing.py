"""What was recorded beside what was found."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

_VARIES = re.compile(r"/tmp/\w+|<function .*?>|<[^<>]* object at 0x[0-9a-f]+>|<class '.*?'>|Tensor\(.*?\)|\[<.*?>\]|dict_keys")


def without_addresses(text: str) -> str:
    """A text without what differs from run to run: addresses, paths, how tensors and classes are shown."""
    return _VARIES.sub("_", text)


def close(found: Any, expected: Any, where: str = "") -> None:
    """Assert that two values of JSON are the same but for rounding."""
    if isinstance(expected, dict):
        assert found.keys() == expected.keys(), where
        for name in expected:
            close(found[name], expected[name], f"{where}/{name}")
    elif isinstance(expected, list) and expected and isinstance(expected[0], dict):
        assert len(found) == len(expected), where
        for number, (one, other) in enumerate(zip(found, expected, strict=True)):
            close(one, other, f"{where}/{number}")
    elif _is_text(expected):
        assert found == expected, where
    else:
        np.testing.assert_allclose(found, expected, rtol=2e-5, atol=2e-6, err_msg=where)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and bool(value) and _is_text(value[0]))
