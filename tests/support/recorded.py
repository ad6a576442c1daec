"""Programs that TensorFlow 1.15 has run (`golden/seq2seq`), held against what headrace makes of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from . import golden

_DIRECTORY = golden.DIRECTORY / "seq2seq"


def _running() -> Any:
    """The module that runs the programs; they import it by its bare name, as the recorder does."""
    sys.path.insert(0, str(_DIRECTORY))
    try:
        import running
    finally:
        sys.path.remove(str(_DIRECTORY))
    return running


running = _running()


def names(topic: str) -> list[str]:
    """The names of the recorded programs of a topic."""
    return list(golden.load(f"seq2seq/{topic}.json"))


def hold(tf: Any, topic: str, name: str, tolerance: float = 2e-5) -> None:
    """A program gives TensorFlow's values, static shapes, variables and gradients, or is refused in its words."""
    expected = golden.load(f"seq2seq/{topic}.json")[name]
    found = running.run(tf, running.programs(topic)[name])
    if "error" in expected or "error" in found:
        assert found == expected
        return
    assert found["variables"] == expected["variables"]
    assert found["shapes"] == expected["shapes"]
    for path, one, other in _pairs(found, expected):
        assert one[:2] == other[:2], path
        np.testing.assert_allclose(one[2], other[2], rtol=tolerance, atol=tolerance, err_msg=path)


def _pairs(found: Any, expected: Any) -> Iterator[tuple[str, Any, Any]]:
    for kind in ("values", "gradients"):
        assert list(found[kind]) == list(expected[kind])
        for key, value in expected[kind].items():
            assert (value is None) == (found[kind][key] is None), f"{kind} of {key}"
            if value is not None:
                yield f"{kind} of {key}", found[kind][key], value
