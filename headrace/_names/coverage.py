"""The page of what headrace has of TensorFlow 1.15's public names: docs/coverage.md. `make names` runs it, a test compares.

    python -m headrace._names.coverage

The names are recorded in tests/golden/api/public_names.txt; what is out of scope, and why, is said in `programs/scope.py`.
"""

from __future__ import annotations

import functools
import importlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..programs import scope

ROOT = Path(__file__).resolve().parents[2]
RECORDED = ROOT / "tests/golden/api/public_names.txt"
PAGE = ROOT / "docs/coverage.md"
_TOP = "headrace"
_NOTHING = object()

_TEXT = """\
# What there is of TensorFlow 1.15

Made by `make names`: {there} of {all} public names and methods. What is not here says so by name when it is used or
imported, so that a program that asks first (`try: ... except ImportError`) goes on without.

| group | there | not there |
| --- | ---: | --- |
{groups}

## Out of scope

{reasons}
"""


def recorded() -> dict[str, list[str]]:
    """TensorFlow's names by their groups."""
    lines = [line for line in RECORDED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {group: names.split() for group, _, names in (line.partition(": ") for line in lines)}


@functools.cache
def _found(path: str) -> Any:
    """What stands at a path below `tf`; `_NOTHING` where nothing does."""
    if not path:
        return importlib.import_module(_TOP)
    outer, _, name = path.rpartition(".")
    holder = _found(outer)
    if holder is _NOTHING:
        return _NOTHING
    try:
        return getattr(holder, name)
    except AttributeError:
        try:
            return importlib.import_module(f"{_TOP}.{path}")
        except ImportError:
            return _NOTHING


def has(name: str) -> bool:
    """Whether headrace has a name, such as `tf.train.batch`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _found(name.removeprefix("tf").lstrip(".")) is not _NOTHING


def page() -> str:
    """The text of docs/coverage.md."""
    rows, total, there = [], 0, 0
    for group, names in recorded().items():
        missing = [name for name in names if not has(f"{group}.{name}")]
        total, there = total + len(names), there + len(names) - len(missing)
        shown = ", ".join(f"`{name}`" for name in missing)
        rows.append(f"| `{group}` | {len(names) - len(missing)} of {len(names)} | {shown} |")
    return _TEXT.format(there=there, all=total, groups="\n".join(rows), reasons="\n".join(_reasons()))


def _reasons() -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for path, reason in {**scope.OUT_OF_SCOPE, **scope.NOT_PLANNED}.items():
        if not path.startswith("python."):
            by_reason.setdefault(reason, []).append(path)
    for reason, paths in by_reason.items():
        yield f"- {reason}: {', '.join(f'`tf.{path}`' for path in sorted(paths))}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
