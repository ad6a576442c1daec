"""Our message classes: TensorFlow's fields, TensorFlow's bytes, and generated from what stands beside them."""

from __future__ import annotations

import copy
import importlib
import json
import pickle
import shutil
from pathlib import Path

import pytest
from google.protobuf import text_format
from google.protobuf.message import DecodeError

from headrace.formats.proto import example_pb2, generate, graph_pb2, queue_runner_pb2, tensor_pb2

GOLDEN = Path(__file__).parent.parent / "golden"
MODULES = sorted(path.stem for path in generate.HERE.glob("*.proto"))


def described() -> dict:
    """What our descriptors say, in the form of golden/proto/fields.json."""
    found: dict = {"messages": {}, "enums": {}}

    def message(one, prefix):
        name = prefix + one.name
        found["messages"][name] = {
            field.name: [
                field.number,
                field.type,
                # `label` is gone from newer protobufs, `is_repeated` is not in older ones.
                field.is_repeated if hasattr(field, "is_repeated") else field.label == field.LABEL_REPEATED,
                field.containing_oneof.name if field.containing_oneof else None,
            ]
            for field in one.fields
        }
        for nested in one.nested_types:
            message(nested, name + ".")
        for nested in one.enum_types:
            enum(nested, name + ".")

    def enum(one, prefix):
        found["enums"][prefix + one.name] = {value.name: value.number for value in one.values}

    for module in MODULES:
        file = importlib.import_module(f"headrace.formats.proto.{module}_pb2").DESCRIPTOR
        for one in file.message_types_by_name.values():
            message(one, "")
        for one in file.enum_types_by_name.values():
            enum(one, "")
    return found


def test_field_names_numbers_and_types_are_tensorflows():
    expected = json.loads((GOLDEN / "proto" / "fields.json").read_text())
    del expected["note"]
    assert described() == expected


def test_package_and_file_names_are_our_own():
    for module in MODULES:
        file = importlib.import_module(f"headrace.formats.proto.{module}_pb2").DESCRIPTOR
        assert file.package.split(".")[0] == "headrace"
        assert file.name == f"headrace/formats/proto/{module}.proto"


def test_generated_code_belongs_to_the_proto_files():
    assert generate.stale() == [], "run python -m headrace.formats.proto.generate"


@pytest.mark.parametrize("edited", ["tensor.proto", "tensor_pb2.py", "tensor_pb2.pyi"])
def test_an_edit_of_either_side_is_noticed(tmp_path, monkeypatch, edited):
    for path in generate.HERE.glob("tensor*"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(generate, "HERE", tmp_path)
    assert generate.stale() == []
    (tmp_path / edited).write_text((tmp_path / edited).read_text() + "\n")
    assert edited in generate.stale() or edited.endswith(".proto")
    assert generate.stale()


@pytest.mark.skipif(not generate.has_generator(), reason="needs {}=={}".format(*generate.GENERATOR))
def test_the_generator_makes_the_same_again():
    assert dict(generate.generated()) == {path.name: path.read_text() for path in generate.HERE.glob("*_pb2.py*")}


def as_in_golden(example: example_pb2.Example) -> dict:
    def text(value: bytes) -> dict:
        printable = all(32 <= byte < 127 for byte in value)
        return {"text": value.decode()} if printable else {"hex": value.hex()}

    found: dict = {}
    for key, feature in example.features.feature.items():
        kind = feature.WhichOneof("kind")
        if kind is None:
            found[key] = None
        elif kind == "bytes_list":
            found[key] = {kind: [text(value) for value in feature.bytes_list.value]}
        else:
            found[key] = {kind: [repr(value) for value in getattr(feature, kind).value]}
    return found


def reprs(decoded: dict) -> dict:
    """The golden's numbers as their text, where nan equals nan."""
    names = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}
    return {
        key: kinds
        and {
            kind: values if kind == "bytes_list" else [repr(names.get(value, value)) for value in values]
            for kind, values in kinds.items()
        }
        for key, kinds in decoded.items()
    }


EXAMPLES = json.loads((GOLDEN / "tfrecord" / "examples.json").read_text())["cases"]


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case["name"])
def test_examples_decode_and_serialize_as_tensorflows(case):
    serialized = bytes.fromhex(case["hex"])
    expected = case["python_protobuf_decodes_to"]
    if expected.get("error") == "DecodeError":
        with pytest.raises(DecodeError):
            example_pb2.Example.FromString(serialized)
        return
    example = example_pb2.Example.FromString(serialized)
    assert as_in_golden(example) == reprs(expected["ok"])
    if case["made_by"].startswith("tf.train.Example"):
        assert example.SerializeToString(deterministic=True) == serialized
        rebuilt = example_pb2.Example()
        for key in sorted(example.features.feature, reverse=True):
            rebuilt.features.feature[key].CopyFrom(example.features.feature[key])
        assert rebuilt.SerializeToString(deterministic=True) == serialized


def test_text_pickle_and_copies_keep_a_message():
    example = example_pb2.Example(
        features=example_pb2.Features(feature={"a": example_pb2.Feature(int64_list=example_pb2.Int64List(value=[1, -2]))})
    )
    assert str(example.features.feature["a"]) == "int64_list {\n  value: 1\n  value: -2\n}\n"
    assert text_format.Parse(str(example), example_pb2.Example()) == example
    assert pickle.loads(pickle.dumps(example)) == example
    assert copy.deepcopy(example) == example
    assert example_pb2.Example.FromString(example.SerializeToString()) == example


def test_tensors_serialize_as_serialize_tensor_writes_them():
    shape = tensor_pb2.TensorShapeProto
    floats = tensor_pb2.TensorProto(
        dtype=tensor_pb2.DT_FLOAT,
        tensor_shape=shape(dim=[shape.Dim(size=2)]),
        tensor_content=bytes.fromhex("0000c03f00002040"),
    )
    assert floats.SerializeToString().hex() == "080112041202080222080000c03f00002040"
    scalar = tensor_pb2.TensorProto(dtype=tensor_pb2.DT_STRING, tensor_shape=shape(), string_val=[b"abc"])
    assert scalar.SerializeToString().hex() == "080712004203616263"
    empty = tensor_pb2.TensorProto(dtype=1, tensor_shape=shape(dim=[shape.Dim(size=2), shape.Dim(size=0)]))
    assert empty.SerializeToString().hex() == "08011206120208021200"
    half = tensor_pb2.TensorProto(dtype=tensor_pb2.DT_HALF, tensor_shape=shape(), half_val=[0x3C00])
    assert half.SerializeToString().hex() == "081312006a028078"


def test_a_graphs_functions_survive_though_nobody_reads_them():
    library = bytes.fromhex("1204") + b"\x0a\x02\x08\x01"
    graph = graph_pb2.GraphDef.FromString(library)
    assert graph.SerializeToString() == library


def test_queue_runner_holds_status_codes():
    runner = queue_runner_pb2.QueueRunnerDef(queue_name="q", queue_closed_exception_types=[11, 1])
    assert runner.SerializeToString().hex() == "0a01712a020b01"
