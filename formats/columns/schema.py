"""Schemas: what the rows of a file hold, by name.

    schema = Schema.parse("label:int64, box:float32[4], words:string[*], weight:float32?")
    schema["box"].shape  # (4,)
    str(schema)  # the text again

A feature has one value in a row (`label`), values of a shape that all rows share (`box`), or any number of them (`words`);
`?` says that a row may be without it. A name with other signs than letters, digits and `_ - . /` stands in double quotes, as
JSON writes it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..errors import InvalidArgumentError

FLOATS = ("float16", "float32", "float64")
INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
DTYPES = (*FLOATS, *INTEGERS, "bool", "string")
"""What a feature can hold; strings are bytes."""

_PLAIN_NAME = re.compile(r"[\w./-]+\Z")
_FEATURE = re.compile(
    r"""\s* (?: "(?P<quoted>(?:[^"\\]|\\.)*)" | (?P<name>[^\s:,"\[\]?]+) )
        \s* : \s* (?P<dtype>\w+)
        \s* (?: \[ \s* (?P<shape> \* | [\d\s,]* ) \s* \] )?
        \s* (?P<optional>\?)? \s* (?: ,(?=.) | \Z )""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Feature:
    """What rows hold under a name.

    Attributes:
      name: the name.
      dtype: one of DTYPES.
      shape: of the values of a row: () is one value, None any number along one axis.
      optional: whether rows may be without it.
    Raises:
      InvalidArgumentError: another dtype, or a negative size.
    """

    name: str
    dtype: str
    shape: tuple[int, ...] | None = ()
    optional: bool = False

    def __post_init__(self) -> None:
        if self.dtype not in DTYPES:
            message = f"feature {self.name!r}: dtype must be one of {', '.join(DTYPES)}; got {self.dtype!r}"
            raise InvalidArgumentError(None, None, message)
        if self.shape is not None:
            object.__setattr__(self, "shape", tuple(int(size) for size in self.shape))
            if min(self.shape, default=0) < 0:
                message = f"feature {self.name!r}: the sizes of its shape must be >= 0; got {list(self.shape)}"
                raise InvalidArgumentError(None, None, message)

    @property
    def key(self) -> bytes:
        """The name as files hold it."""
        return self.name.encode(errors="surrogateescape")

    @property
    def count(self) -> int | None:
        """How many values a row has; None: any number."""
        return None if self.shape is None else math.prod(self.shape)

    @property
    def numpy_dtype(self) -> np.dtype:
        """Of a column's values: object, for bytes, where it holds strings."""
        return np.dtype(object if self.dtype == "string" else self.dtype)

    @property
    def type(self) -> str:
        """What `str` says after the name: `float32[4]`."""
        sizes = "*" if self.shape is None else ",".join(map(str, self.shape))
        return f"{self.dtype}{f'[{sizes}]' if self.shape != () else ''}{'?' * self.optional}"

    def __str__(self) -> str:
        return f"{self.name if _PLAIN_NAME.match(self.name) else json.dumps(self.name)}:{self.type}"

    def merged(self, other: Feature, places: tuple[str, str] = ("one file", "another")) -> Feature:
        """What holds the rows of this feature and of `other`, which has its name.

        Args:
          places: where the two come from, for the error.

        Raises:
          InvalidArgumentError: they contradict each other: other types, or shapes that share no form.
        """
        shape = self.shape
        if shape != other.shape:
            flat = all(one is None or len(one) < 2 for one in (shape, other.shape))
            shape = None if flat else ()
        if self.dtype != other.dtype or (shape == () and shape != self.shape):
            message = (
                f"feature {self.name!r} is {self.type} in {places[0]} and {other.type} in {places[1]}; "
                "a schema that names its type settles what it is to be"
            )
            raise InvalidArgumentError(None, None, message)
        return Feature(self.name, self.dtype, shape, self.optional or other.optional)


@dataclass(frozen=True)
class Schema:
    """The features of rows, in their order.

    Args:
      features: the `Feature` of each.

    Raises:
      InvalidArgumentError: two features have one name.
    """

    features: tuple[Feature, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "features", tuple(self.features))
        names = self.names
        if len(set(names)) < len(names):
            double = next(name for name in names if names.count(name) > 1)
            raise InvalidArgumentError(None, None, f"a schema has each name once; {double!r} is there twice")

    @classmethod
    def parse(cls, text: str) -> Schema:
        """The schema that a `text` such as `str(schema)` describes.

        Raises:
          InvalidArgumentError: it describes none; the error shows from where on.
        """
        features, at = [], 0
        while at < len(text):
            found = _FEATURE.match(text, at)
            if not found:
                message = (
                    f"a schema is a list such as 'label:int64, box:float32[4], words:string[*], weight:float32?'; "
                    f"this is no feature of one: {text[at : at + 60].strip()!r}"
                )
                raise InvalidArgumentError(None, None, message)
            name = found["name"] if found["quoted"] is None else _unquoted(found["quoted"])
            features.append(Feature(name, found["dtype"], _shape(found["shape"]), bool(found["optional"])))
            at = found.end()
        return cls(tuple(features))

    def __str__(self) -> str:
        return ", ".join(map(str, self.features))

    def __iter__(self) -> Iterator[Feature]:
        return iter(self.features)

    def __len__(self) -> int:
        return len(self.features)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __getitem__(self, name: str) -> Feature:
        """The feature of a name. Raises KeyError where there is none."""
        for feature in self.features:
            if feature.name == name:
                return feature
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the features."""
        return tuple(feature.name for feature in self.features)

    def merged(self, other: Schema, places: tuple[str, str] = ("one file", "another")) -> Schema:
        """What holds the rows of this and `other`.

        A feature that one lacks is optional, one of two sizes has any number of values.

        Args:
          places: where the two come from, for the error.

        Raises:
          InvalidArgumentError: a feature has two types.
        """
        features = [
            feature.merged(other[feature.name], places) if feature.name in other else replace(feature, optional=True)
            for feature in self
        ]
        features += [replace(feature, optional=True) for feature in other if feature.name not in self]
        return Schema(tuple(features))

    def to_json(self) -> list[dict[str, Any]]:
        """As JSON has it: a list of objects; the shape is null where there is any number of values."""
        return [
            {
                "name": feature.name,
                "dtype": feature.dtype,
                "shape": None if feature.shape is None else list(feature.shape),
                "optional": feature.optional,
            }
            for feature in self
        ]

    @classmethod
    def from_json(cls, value: list[dict[str, Any]]) -> Schema:
        """The schema of the `value` that `to_json` gave."""
        return cls(
            tuple(
                Feature(
                    one["name"],
                    one["dtype"],
                    None if one.get("shape", ()) is None else tuple(one.get("shape", ())),
                    one.get("optional", False),
                )
                for one in value
            )
        )


def _shape(text: str | None) -> tuple[int, ...] | None:
    if text is None:
        return ()
    if text.strip() == "*":
        return None
    return tuple(int(size) for size in text.split(",") if size.strip())


def _unquoted(text: str) -> str:
    try:
        name: str = json.loads(f'"{text}"')
    except ValueError as error:
        raise InvalidArgumentError(None, None, f'"{text}" is no name as JSON writes it: {error}') from error
    return name
