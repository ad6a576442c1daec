"""What was recorded beside what was found."""

from __future__ import annotations

import json
import re
from typing import Any

from ..compared.comparison import differences

_VARIES = re.compile(r"/tmp/\w+|<function .*?>|<[^<>]* object at 0x[0-9a-f]+>|<class '.*?'>|Tensor\(.*?\)|\[<.*?>\]|dict_keys")


def without_addresses(text: str) -> str:
    """A text without what differs from run to run: addresses, paths, how tensors and classes are shown."""
    return _VARIES.sub("_", text)


def close(found: Any, expected: Any) -> None:
    """Assert that two values of JSON are the same but for rounding."""
    assert not list(differences(json.loads(json.dumps(found)), expected, (2e-5, 2e-6, 0.0)))
