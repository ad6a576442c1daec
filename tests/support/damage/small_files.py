"""Small files of every format, and how all that is in them is read, as values that can be compared."""

from __future__ import annotations

import functools
import io
import json
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from google.protobuf import text_format

import headrace as tf
from headrace.formats import checkpoint, csv, errors, example, idx, image, proto, quarantine, tables, tfrecord
from headrace.formats.checkpoint.table_writer import table
from headrace.formats.proto import checkpoint_pb2
from headrace.formats.records import Records

RECORDS = [b"first", b"", b"third record", b"x" * 40]
ARRAY = np.arange(24, dtype=np.int16).reshape(2, 3, 4)
IDX = idx.dump(ARRAY)


def plain(value: Any) -> Any:
    """A value in a form that can be compared."""
    if isinstance(value, np.ndarray):
        return (str(value.dtype), value.shape, value.tobytes() if value.dtype != object else repr(value.tolist()))
    if isinstance(value, Records):
        return list(value)
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if hasattr(value, "SerializeToString"):
        return value.SerializeToString(deterministic=True)
    return value if isinstance(value, (bytes, str, int, type(None))) else repr(value)


def records(blocks: Iterable[Iterable[bytes]]) -> list[bytes]:
    return [bytes(record) for block in blocks for record in block]


def files_of(write: Callable[[Path], Any]) -> dict[str, bytes]:
    """The files that a call writes at a path, by their suffixes."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "f"
        write(path)
        return {each.name[1:]: each.read_bytes() for each in sorted(Path(directory).iterdir())}


def file_of(write: Callable[[Path], Any]) -> bytes:
    (contents,) = files_of(write).values()
    return contents


def write_records(path: Path, records: Iterable[bytes] = RECORDS, **options: Any) -> None:
    with tfrecord.Writer(path, **options) as writer:
        writer.write_many(list(records))


def an_example(number: int = 7) -> bytes:
    """A serialized Example with a feature of each kind."""
    made = tf.train.Example()
    made.features.feature["i"].int64_list.value.extend([number, -1])
    made.features.feature["f"].float_list.value.extend([0.5, 2.0])
    made.features.feature["s"].bytes_list.value.append(b"text")
    return made.SerializeToString(deterministic=True)


FEATURES = {
    "i": example.FixedLenFeature([2], np.int64),
    "f": example.VarLenFeature(np.float32),
    "s": example.FixedLenFeature([], bytes),
}


def read_example(path: Path) -> Any:
    return plain(example.parse_features(Records.from_list([path.read_bytes()]), FEATURES))


def a_sequence() -> bytes:
    """A serialized SequenceExample."""
    made = tf.train.SequenceExample()
    made.context.feature["n"].int64_list.value.append(2)
    for number in (1, 2):
        made.feature_lists.feature_list["steps"].feature.add().int64_list.value.append(number)
    return made.SerializeToString(deterministic=True)


def read_sequence(path: Path) -> Any:
    with tf.Graph().as_default(), tf.Session() as session:
        context, sequence = tf.parse_single_sequence_example(
            tf.constant(path.read_bytes()),
            {"n": tf.FixedLenFeature([], tf.int64)},
            {"steps": tf.FixedLenSequenceFeature([], tf.int64)},
        )
        return plain(session.run([context["n"], sequence["steps"]]))


VALUES = {
    "bias": (1, np.array([1.5, -2], np.float32)),
    "text": (7, np.array([b"ab", b""], object)),
    "whole": (1, np.arange(4, dtype=np.float32)),
}


def write_checkpoint(kind: Any, path: Path) -> None:
    with kind(path) as writer:
        for name, (dtype, value) in VALUES.items():
            writer.add(name, dtype, value)
        writer.finish()


def bundle(first: str) -> dict[str, bytes]:
    made = files_of(functools.partial(write_checkpoint, checkpoint.BundleWriter))
    return {first: made.pop(first), **made}


def read_checkpoint(path: Path) -> Any:
    with checkpoint.open_checkpoint(path) as reader:
        return {name: plain(reader.read(name)) for name in reader.names()}


def write_events(path: Path) -> None:
    event = proto.event_pb2.Event
    summary = proto.summary_pb2.Summary(value=[proto.summary_pb2.Summary.Value(tag="loss", simple_value=0.5)])
    made = [event(wall_time=1.0, file_version="brain.Event:2"), event(wall_time=2.0, step=3, summary=summary)]
    write_records(path, [each.SerializeToString() for each in made])


def a_graph() -> bytes:
    with tf.Graph().as_default() as graph:
        total = tf.constant([1.0, 2.0]) * tf.placeholder(tf.float32, [2], name="x")
        tf.identity(tf.reduce_sum(total), name="y")
    return graph.as_graph_def().SerializeToString(deterministic=True)


_OLDER = """
node { name: "queue" op: "FIFOQueue" attr { key: "component_types" value { list { type: DT_FLOAT } } }
  attr { key: "shapes" value { list { shape { dim { size: 2 } } } } } }
node { name: "taken" op: "QueueDequeue" input: "queue" attr { key: "component_types" value { list { type: DT_FLOAT } } } }
node { name: "place" op: "Const" attr { key: "dtype" value { type: DT_INT32 } }
  attr { key: "value" value { tensor { dtype: DT_INT32 tensor_shape { dim { size: 1 } } int_val: 1 } } } }
node { name: "picked" op: "Gather" input: "taken" input: "place" attr { key: "Tparams" value { type: DT_FLOAT } }
  attr { key: "Tindices" value { type: DT_INT32 } } }
node { name: "best" op: "TopK" input: "picked" attr { key: "k" value { i: 1 } } attr { key: "T" value { type: DT_FLOAT } } }
node { name: "count" op: "Const" attr { key: "dtype" value { type: DT_INT32 } }
  attr { key: "value" value { tensor { dtype: DT_INT32 tensor_shape { } int_val: 2 } } } }
node { name: "array" op: "TensorArray" input: "count" attr { key: "dtype" value { type: DT_FLOAT } } }
node { name: "flow" op: "Const" attr { key: "dtype" value { type: DT_FLOAT } }
  attr { key: "value" value { tensor { dtype: DT_FLOAT tensor_shape { } float_val: 0 } } } }
node { name: "entered" op: "RefEnter" input: "array" attr { key: "T" value { type: DT_STRING } }
  attr { key: "frame_name" value { s: "w" } } }
node { name: "filled" op: "TensorArrayUnpack" input: "array" input: "best" input: "flow"
  attr { key: "T" value { type: DT_FLOAT } } }
node { name: "packed" op: "TensorArrayPack" input: "array" input: "filled" attr { key: "dtype" value { type: DT_FLOAT } } }
node { name: "stack" op: "Stack" attr { key: "elem_type" value { type: DT_FLOAT } } }
node { name: "weights" op: "VarHandleOp" attr { key: "dtype" value { type: DT_FLOAT } }
  attr { key: "shape" value { shape { dim { size: 2 } } } } }
node { name: "handle" op: "Identity" input: "weights" attr { key: "T" value { type: DT_RESOURCE } } }
node { name: "value" op: "ReadVariableOp" input: "handle" attr { key: "dtype" value { type: DT_FLOAT } } }
node { name: "added" op: "AssignAddVariableOp" input: "weights" input: "value" attr { key: "dtype" value { type: DT_FLOAT } } }
node { name: "rows" op: "ResourceGather" input: "weights" input: "place" attr { key: "dtype" value { type: DT_FLOAT } }
  attr { key: "Tindices" value { type: DT_INT32 } } }
node { name: "called" op: "PartitionedCall" input: "rows" input: "^added" attr { key: "f" value { func { name: "Inverse" } } }
  attr { key: "Tin" value { list { type: DT_FLOAT } } } attr { key: "Tout" value { list { type: DT_FLOAT } } } }
library { function { signature { name: "Inverse" input_arg { name: "given" type: DT_FLOAT }
    output_arg { name: "made" type: DT_FLOAT } }
  node_def { name: "turned" op: "Inv" input: "given" attr { key: "T" value { type: DT_FLOAT } } }
  ret { key: "made" value: "turned:y:0" } } }
versions { producer: 20 }
"""


def older_graph() -> bytes:
    """Ops that something else stands for here, and a function."""
    return text_format.Parse(_OLDER, tf.GraphDef()).SerializeToString(deterministic=True)


_FLOAT = 'attr { key: "T" value { type: DT_FLOAT } }'
_COMPOSED = f"""
node {{ name: "vx" op: "Placeholder" attr {{ key: "dtype" value {{ type: DT_FLOAT }} }} }}
node {{ name: "vn" op: "Placeholder" attr {{ key: "dtype" value {{ type: DT_INT32 }} }} }}
node {{ name: "c2" op: "ApproximateEqual" input: "vx" input: "vx" {_FLOAT} }}
node {{ name: "c3" op: "BatchNormWithGlobalNormalization" input: "vx" input: "vx" input: "vx" input: "vx" input: "vx" {_FLOAT}
  attr {{ key: "variance_epsilon" value {{ f: 0.5 }} }} attr {{ key: "scale_after_normalization" value {{ b: true }} }} }}
node {{ name: "c4" op: "NonMaxSuppression" input: "vx" input: "vx" input: "vn" }}
node {{ name: "c5" op: "SelfAdjointEig" input: "vx" {_FLOAT} }}
node {{ name: "c6" op: "FusedResizeAndPadConv2D" input: "vx" input: "vn" input: "vn" input: "vx" {_FLOAT}
  attr {{ key: "mode" value {{ s: "REFLECT" }} }} attr {{ key: "padding" value {{ s: "SAME" }} }}
  attr {{ key: "strides" value {{ list {{ i: 1 i: 1 i: 1 i: 1 }} }} }} }}
node {{ name: "vt" op: "Placeholder" attr {{ key: "dtype" value {{ type: DT_STRING }} }} }}
node {{ name: "c1" op: "ParseSingleSequenceExample" input: "vt" input: "vt" input: "vt" input: "vt"
  attr {{ key: "Nfeature_list_dense" value {{ i: 1 }} }}
  attr {{ key: "feature_list_dense_types" value {{ list {{ type: DT_FLOAT }} }} }}
  attr {{ key: "feature_list_dense_shapes" value {{ list {{ shape {{ }} }} }} }} }}
versions {{ producer: 20 }}
"""


def composed_graph() -> bytes:
    """Ops that are several of ours."""
    return text_format.Parse(_COMPOSED, tf.GraphDef()).SerializeToString(deterministic=True)


def read_graph(path: Path) -> Any:
    definition = tf.GraphDef()
    definition.ParseFromString(path.read_bytes())
    with tf.Graph().as_default() as graph:
        tf.import_graph_def(definition, name="")
        return plain(graph.as_graph_def())


def a_meta_graph() -> bytes:
    with tf.Graph().as_default():
        tf.get_variable("v", [2])
        tf.train.Saver()
        return tf.train.export_meta_graph().SerializeToString(deterministic=True)


def read_meta_graph(path: Path) -> Any:
    with tf.Graph().as_default() as graph:
        tf.train.import_meta_graph(str(path))
        return plain(graph.as_graph_def())


def read_state(path: Path) -> Any:
    return plain(tf.train.get_checkpoint_state(path.parent, path.name))


ROWS = "id:int64, name:string, weight:float32"


def write_rows(kind: str, path: Path, schema: str = ROWS) -> None:
    """Three rows of a table."""
    pinned = tables.Schema.parse(schema)
    values = {
        "id": np.array([1, 2, 3], np.int64),
        "name": Records.from_list([b"a", b"bc", b""]),
        "weight": np.array([0.5, 1, -2], np.float32),
    }
    columns = {feature.name: tables.Column(values[feature.name], None, None) for feature in pinned}
    with tables.KINDS[kind].writer(path, pinned) as writer:
        writer.write(tables.Batch(columns, 3))


def read_rows(kind: str, path: Path, schema: str | None = None) -> Any:
    pinned = None if schema is None else tables.Schema.parse(schema)
    found = tables.KINDS[kind].read(path, pinned)
    return [{name: plain(np.asarray(value)) for name, value in row.items()} for batch in found for row in batch.rows()]


def a_tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, contents in (("1.txt", b"one"), ("1.cls", b"3"), ("2.txt", b"two"), ("2.cls", b"4")):
            member = tarfile.TarInfo(name)
            member.size = len(contents)
            tar.addfile(member, io.BytesIO(contents))
    return made.getvalue()[:5120]


def npz() -> bytes:
    made = io.BytesIO()
    np.savez(made, id=np.arange(3), weight=np.ones(3, np.float32))
    return made.getvalue()


def npy() -> bytes:
    made = io.BytesIO()
    np.save(made, np.arange(6, dtype=np.float32).reshape(3, 2))
    return made.getvalue()


def a_picture(kind: str) -> bytes:
    pixels = np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3)
    if kind == "png":
        return image.encode_png(pixels)
    if kind == "jpeg":
        return image.encode_jpeg(pixels)
    import PIL.Image

    made = io.BytesIO()
    PIL.Image.fromarray(pixels).save(made, kind)
    return made.getvalue()


def read_picture(path: Path) -> Any:
    return plain(image.decode(path.read_bytes()))


def read_csv(path: Path) -> Any:
    return [[repr(cell) for cell in row] for columns in csv.read(path, DEFAULTS) for row in zip(*columns, strict=True)]


def a_text_line(number: int) -> bytes:
    return b"%d,%.1f,text%d\n" % (number, number / 2, number)


TEXT = b"".join(a_text_line(number) for number in range(5))
QUOTED = b'1,0.5,"a, b"\n2,1.5,"say ""so"""\n3,2.5,"two\nlines"\n'
JSON = b"".join(json.dumps({"id": n, "name": "x" * n, "weights": [0.5] * 2}).encode() + b"\n" for n in range(4))
STATE = b'model_checkpoint_path: "/a/m-2"\nall_model_checkpoint_paths: "/a/m-1"\nall_model_checkpoint_paths: "/a/m-2"\n'
DEFAULTS = [np.int64(0), np.float32(0), b""]


def read_letters(path: Path) -> Any:
    return [plain(list(each._replace(error=None))) for each in quarantine.read(path)]


def write_letters(path: Path) -> None:
    keep = quarantine.Quarantine(path)
    try:
        error = errors.InvalidArgumentError(None, None, "no number", path="f.txt", record=3, offset=17)
        keep(quarantine.BadRecord.of(error, b"bytes"))
    finally:
        keep.close()


def sealed_index(contents: bytes) -> bytes:
    """An index whose only entry is made of these bytes."""
    header = checkpoint_pb2.BundleHeaderProto(num_shards=1).SerializeToString()
    return table([(b"", header), (b"bias", contents)])
