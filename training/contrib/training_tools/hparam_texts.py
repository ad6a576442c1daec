"""Hyperparameters as texts: `rate=0.1,layers=[3,4],name[1]=x`."""

from __future__ import annotations

import numbers
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from headrace.formats.exports import export, export_value

PARAM_RE = re.compile(
    r"(?P<name>[a-zA-Z][\w\.]*)(\[\s*(?P<index>\d+)\s*\])?\s*=\s*((?P<val>[^,\[]*)|\[(?P<vals>[^\]]*)\])($|,\s*)"
)
export_value(PARAM_RE, "contrib.training.PARAM_RE")

_BOOLS = {"true": True, "True": True, "false": False, "False": False}


@export("contrib.training.parse_values")
def parse_values(values: str, type_map: Mapping[str, type], ignore_unknown: bool = False) -> dict[str, Any]:
    """The hyperparameters that a text assigns.

    Args:
      values: assignments with commas between them: `name=value`, `name=[value,value]` or `name[index]=value`.
      type_map: the type of each name, of an element where it is a list.
      ignore_unknown: pass over names that have no type.

    Returns:
      a dict from names to a value, to a list of them, or to a dict of them by index.

    Raises:
      ValueError: the text has another form, a name has no type or stands there twice, or a value is none of its type.

    Example:
      >>> tf.contrib.training.parse_values("a=1,b=[0.5,2],c[3]=x", {"a": int, "b": float, "c": str})
      {'a': 1, 'b': [0.5, 2.0], 'c': {3: 'x'}}
    """
    found: dict[str, Any] = {}
    at = 0
    while at < len(values):
        match = PARAM_RE.match(values, at)
        if not match:
            raise ValueError(f"Malformed hyperparameter value: {values[at:]}")
        at = match.end()
        name = match["name"]
        if name not in type_map:
            if ignore_unknown:
                continue
            raise ValueError(f"Unknown hyperparameter type for {name}")
        assignment = _Assignment(name, type_map[name], values)
        if match["val"] is not None:
            assignment.scalar(match["index"], match["val"], found)
        else:
            assignment.list(match["index"], match["vals"], found)
    return found


class _Assignment:
    """One assignment of a text; `values` is all of it."""

    def __init__(self, name: str, kind: type, values: str) -> None:
        self._name = name
        self._kind = kind
        self._values = values
        self._parse: Callable[[str], Any] = self._bool if kind is bool else kind

    def scalar(self, index: str | None, text: str, found: dict[str, Any]) -> None:
        try:
            value = self._parse(text)
        except ValueError:
            self._fail(text)
        if index is None:
            if self._name in found:
                self._fail_twice(self._name)
            found[self._name] = value
            return
        held = found.setdefault(self._name, {})
        if not isinstance(held, dict):
            self._fail_twice(self._name)
        if int(index) in held:
            self._fail_twice(f"{self._name}[{int(index)}]")
        held[int(index)] = value

    def list(self, index: str | None, text: str, found: dict[str, Any]) -> None:
        if index is not None:
            raise ValueError("Assignment of a list to a list index.")
        if self._name in found:
            self._fail_twice(self._name)
        try:
            found[self._name] = [self._parse(element) for element in re.split("[ ,]", text) if element]
        except ValueError:
            self._fail(text)

    def _bool(self, text: str) -> bool:
        return _BOOLS[text] if text in _BOOLS else bool(int(text))

    def _fail(self, text: str) -> NoReturn:
        kind = self._kind.__name__
        raise ValueError(f"Could not parse hparam '{self._name}' of type '{kind}' with value '{text}' in {self._values}")

    def _fail_twice(self, name: str) -> NoReturn:
        raise ValueError(f"Multiple assignments to variable '{name}' in {self._values}")


def as_kind(name: str, kind: type, value: Any) -> Any:
    """A value as one of a type, where nothing is lost but the precision of numbers. Raises ValueError."""
    if type(value) is kind or issubclass(kind, type(None)):
        return value
    fits = (
        (not issubclass(kind, (str, bytes)) or isinstance(value, (str, bytes)))
        and issubclass(kind, bool) == isinstance(value, bool)
        and (not issubclass(kind, numbers.Integral) or isinstance(value, numbers.Integral))
        and (not issubclass(kind, numbers.Number) or isinstance(value, numbers.Number))
    )
    if not fits:
        raise ValueError(f"Could not cast hparam '{name}' of type '{kind}' from value {value!r}")
    return kind(value)  # type: ignore[call-arg]
