"""Schemas as code: what a program that reads the file has to say."""

from __future__ import annotations

import pprint

from ..columns.schema import FLOATS, Feature, Schema
from ..files import Path, path_text
from .kinds.kind import Kind

_HELD = {"string": "tf.string", **dict.fromkeys(FLOATS, "tf.float32")}


def feature_spec(schema: Schema) -> str:
    """The `features={...}` of `tf.parse_single_example` for Examples of a schema, to be pasted into a program.

    A feature that rows may be without has zeros or empty strings there. Types are those that Examples hold: int64, float32
    and string.
    """
    if not len(schema):
        return "features={}"
    lines = [f"    {feature.name!r}: {_spec(feature)},\n" for feature in schema]
    return f"features={{\n{''.join(lines)}}}"


def _spec(feature: Feature) -> str:
    held = _HELD.get(feature.dtype, "tf.int64")
    if feature.shape is None:
        return f"tf.VarLenFeature({held})"
    default = ""
    if feature.optional:
        nothing = {"tf.string": '""', "tf.float32": "0.0", "tf.int64": "0"}[held]
        default = f", default_value={nothing if feature.shape == () else f'[{nothing}] * {feature.count}'}"
    return f"tf.FixedLenFeature({list(feature.shape)}, {held}{default})"


def reading_program(path: Path, kind: Kind, schema: Schema) -> str:
    """A program that reads a file by its schema with headrace, a block of rows at a time."""
    options = {name: value for name, value in vars(kind).items() if value != getattr(type(kind)(), name)}
    chosen = f'tables.KINDS["{kind.name}"]'
    if options:
        chosen += f".with_options({', '.join(f'{name}={value!r}' for name, value in options.items())})"
    parts = str(schema).split(", ") if len(str(schema)) > 90 else [str(schema)]
    text = "\n".join(f"    {part!r}" for part in (*(f"{one}, " for one in parts[:-1]), parts[-1]))
    shown = f"(\n{text}\n)" if len(parts) > 1 else repr(str(schema))
    lines = [f"    batch.columns[{feature.name!r}].values  # {_described(feature)}\n" for feature in schema]
    return (
        "from headrace.formats import tables\n\n"
        f"schema = tables.Schema.parse({shown})\n"
        f"for batch in {chosen}.read({pprint.pformat(path_text(path))}, schema):\n"
        f"    batch.count  # rows\n{''.join(lines)}"
    )


def _described(feature: Feature) -> str:
    held = "Records, of bytes" if feature.dtype == "string" else f"{feature.dtype} array"
    if feature.shape is None:
        return f"{held} [total]; row i has values[splits[i]:splits[i + 1]] of the column's splits"
    sizes = ", ".join(map(str, ("n", *feature.shape)))
    missing = "; the column's present says where there is a value" if feature.optional else ""
    return f"{held} [{sizes}]{missing}"
