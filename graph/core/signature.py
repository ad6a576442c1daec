"""The language in which ops are declared: what goes in, what comes out, which attributes there are.

Inputs and outputs, `inputs -> outputs`, close to TensorFlow's op definitions:

    x: T              one tensor of the type attribute T
    x: int32          one tensor of that type
    xs: N * T         a list of N tensors of one type
    xs: list(Ts)      a list of tensors of any types, Ts is the list of them
    ref: Ref(T)       a variable itself rather than its value

Attributes, `name: kind`, then `>= least` (for a list: its least length) and `= default` where they apply:

    axis: int = 0                         kinds: int float bool string type shape tensor func, list(...) of them
    strides: list(int) >= 4
    padding: {'SAME', 'VALID'}            a string, one of these
    Tidx: {int32, int64} = int32          a type, one of these
    shape: shape = None                   None is an unknown rank, [] a scalar
    function: python                      an object of this process: no part of a GraphDef

An attribute without default must be given, unless the inputs decide it (`T`, `N`, `Ts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from ..types import dtypes
from ..types.dtypes import DType

REQUIRED: Any = object()
"""Default of an attribute that callers must give."""


class Argument(NamedTuple):
    """One input or output of a signature."""

    name: str
    type_attr: str | None  # T, or None where dtype is fixed
    dtype: DType | None
    number_attr: str | None  # N of `N * T`
    is_list: bool  # list(Ts)
    is_ref: bool


class Attribute(NamedTuple):
    """One attribute: what values it takes. Lists and shapes are tuples, strings are text."""

    name: str
    kind: str
    default: Any = REQUIRED
    allowed: tuple = ()  # none: any
    minimum: int | None = None

    @property
    def is_list(self) -> bool:
        return self.kind.startswith("list(")

    @property
    def item_kind(self) -> str:
        """The kind of a list's items, of anything else the kind itself."""
        return self.kind[5:-1] if self.is_list else self.kind


def parse_arguments(text: str) -> tuple[Argument, ...]:
    """The arguments on one side of a signature."""
    return tuple(_parse_argument(part) for part in text.split(",") if part.strip())


def _parse_argument(text: str) -> Argument:
    name, _, kind = (part.strip() for part in text.partition(":"))
    number_attr = None
    if "*" in kind:
        number_attr, kind = (part.strip() for part in kind.split("*"))
    is_list = kind.startswith("list(")
    is_ref = kind.startswith("Ref(")
    if is_list or is_ref:
        kind = kind[kind.index("(") + 1 : -1]
    try:
        return Argument(name, None, dtypes.as_dtype(kind), number_attr, is_list, is_ref)
    except TypeError:
        return Argument(name, kind, None, number_attr, is_list, is_ref)


_ATTRIBUTE = re.compile(
    r"""\s* (\w+) \s*:\s* (list\([^)]*\) | \{[^}]*\} | \w+) \s*
        (?: >=\s* (-?\d+) \s* )?
        (?: =\s* ('[^']*' | \[[^]]*\] | [^\s,]+) \s* )?
        (?: , | $ )""",
    re.VERBOSE,
)
_ITEM = re.compile(r"'[^']*'|[^\s,]+")
_BOOLS = {"true": True, "false": False}
_KINDS = frozenset({"int", "float", "bool", "string", "type", "shape", "tensor", "func", "python"})


def parse_attributes(text: str) -> dict[str, Attribute]:
    """The attributes that a text declares, by name. Raises ValueError for what is not of the language."""
    found: dict[str, Attribute] = {}
    at = 0
    while at < len(text):
        match = _ATTRIBUTE.match(text, at)
        if match is None:
            raise ValueError(f"not an attribute: {text[at:]!r}")
        name, kind, minimum, default = match.groups()
        found[name] = _attribute(name, kind, minimum, default)
        at = match.end()
    return found


def _attribute(name: str, kind: str, minimum: str | None, default: str | None) -> Attribute:
    inner = kind[5:-1].strip() if kind.startswith("list(") else kind
    allowed: tuple = ()
    if inner.startswith("{"):
        items = _ITEM.findall(inner[1:-1])
        inner = "string" if items[0].startswith("'") else "type"
        allowed = tuple(_value(inner, item) for item in items)
    if inner not in _KINDS:
        raise ValueError(f"attribute {name!r}: there is no kind {inner!r}")
    kind = f"list({inner})" if kind.startswith("list(") else inner
    value = REQUIRED if default is None else _value(kind, default)
    return Attribute(name, kind, value, allowed, None if minimum is None else int(minimum))


def _value(kind: str, text: str) -> Any:
    """The value that a default, or an allowed value, spells."""
    if kind.startswith("list("):
        return tuple(_value(kind[5:-1], item) for item in _ITEM.findall(text[1:-1]))
    if kind == "int":
        return int(text)
    if kind == "float":
        return as_single(float(text))
    if kind == "bool":
        return _BOOLS[text]
    if kind == "string":
        return text[1:-1]
    if kind == "type":
        return dtypes.as_dtype(text)
    if text == "None":
        return None
    if kind == "shape" and text.startswith("["):
        return tuple(int(item) for item in _ITEM.findall(text[1:-1]))
    raise ValueError(f"a default of kind {kind} cannot be {text}")


def as_single(value: float) -> float:
    """A float as attributes hold it: TensorFlow keeps them in single precision."""
    return float(np.float32(value))


def attributes_of(arguments: Iterable[Argument], text: str, types: Mapping[str, Any]) -> dict[str, Attribute]:
    """All attributes of an op: those of the text, and those that its arguments name.

    Args:
      types: for type attributes, the allowed DTypes (a set is put in order of name), or a DType: the default.
    """
    found = parse_attributes(text)
    for argument in arguments:
        if argument.type_attr is not None and argument.type_attr not in found:
            found[argument.type_attr] = Attribute(argument.type_attr, "list(type)" if argument.is_list else "type")
        if argument.number_attr is not None and argument.number_attr not in found:
            found[argument.number_attr] = Attribute(argument.number_attr, "int")
    for name, given in types.items():
        if isinstance(given, DType):
            found[name] = found[name]._replace(default=given)
        else:
            found[name] = found[name]._replace(allowed=_in_order(given))
    return found


def _in_order(kinds: Iterable[DType]) -> tuple[DType, ...]:
    """Allowed types in the order in which messages name them: as listed, those of a set by name."""
    return tuple(kinds) if isinstance(kinds, (list, tuple)) else tuple(sorted(kinds, key=lambda kind: kind.name))
