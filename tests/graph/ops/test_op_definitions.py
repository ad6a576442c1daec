"""The declarations of all ops, held against those that TensorFlow 1.15 registers."""

from __future__ import annotations

import pytest
from support import golden

from headrace.graph.core.op import OPS, op_of_type
from headrace.graph.core.signature import REQUIRED
from headrace.graph.types.dtypes import DType

op_of_type("")  # imports the modules of all
TENSORFLOWS = {name: given for name, given in golden.load("api/op_definitions.json").items() if name != "note"}
NO_DEFAULT = {"ImageSummary": {"bad_color"}}
"""Attributes whose default the language of declarations cannot spell."""
OWN = {"TakeManySparseFromTensorsMap": {"rank"}}
"""Attributes of this process."""


def plain(value):
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.name if isinstance(value, DType) else value


def written(arguments):
    parts = []
    for argument in arguments:
        kind = argument.type_attr or argument.dtype.name
        kind = f"list({kind})" if argument.is_list else f"Ref({kind})" if argument.is_ref else kind
        count = f"{argument.number_attr} * " if argument.number_attr else ""
        parts.append(f"{argument.name}: {count}{kind}")
    return ", ".join(parts)


@pytest.mark.parametrize("name", sorted(TENSORFLOWS))
def test_signature_and_attributes_are_tensorflows(name):
    signature, attributes = TENSORFLOWS[name]
    definition = OPS[name]
    assert f"{written(definition.inputs)} -> {written(definition.outputs)}" == signature
    assert set(definition.attributes) - OWN.get(name, set()) == set(attributes)
    for attribute, (kind, default, minimum, allowed) in attributes.items():
        mine = definition.attributes[attribute]
        assert mine.kind == kind
        assert (mine.minimum or None) == minimum
        if kind == "type" or attribute in NO_DEFAULT.get(name, ()):
            continue  # defaults of types only serve Python values
        expected = None if default == "unknown" else default
        assert (mine.default is REQUIRED and expected == "-") or plain(mine.default) == expected
        if allowed is not None:
            assert plain(mine.allowed) == allowed


@pytest.mark.parametrize("name", sorted(OPS))
def test_declarations_can_be_read(name):
    definition = OPS[name]
    known = {argument.name for argument in (*definition.inputs, *definition.outputs)}
    assert known or definition.type in ("NoOp", "ControlTrigger")
    for attribute in definition.attributes.values():
        assert attribute.allowed == () or attribute.item_kind in ("type", "string")
