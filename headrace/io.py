"""tf.io: files, records and Examples under TensorFlow 1.13's later names."""

from __future__ import annotations

from headrace.formats.example.specs import FixedLenFeature, FixedLenSequenceFeature, SparseFeature, VarLenFeature
from headrace.formats.tfrecord.options import TFRecordCompressionType, TFRecordOptions
from headrace.formats.tfrecord.python_io import TFRecordWriter, tf_record_iterator
from headrace.graph.ops.image.codecs import decode_jpeg, decode_png, encode_jpeg
from headrace.graph.ops.image.decoders import decode_bmp, decode_gif, decode_image
from headrace.graph.ops.parsing.csv import decode_csv
from headrace.graph.ops.parsing.example import parse_example, parse_single_example
from headrace.graph.ops.parsing.sequence_example import parse_sequence_example, parse_single_sequence_example
from headrace.graph.ops.parsing.tensor_codecs import parse_tensor, serialize_tensor
from headrace.graph.ops.state.files import matching_files, read_file, write_file
from headrace.graph.ops.strings.formats import decode_base64, encode_base64
from headrace.graph.ops.strings.strings import decode_raw
from headrace.pipeline.inputs.producers import match_filenames_once
from headrace.pipeline.queues.graph import FIFOQueue, PaddingFIFOQueue, PriorityQueue, QueueBase, RandomShuffleQueue

from . import _lazy

__all__ = [
    "FIFOQueue",
    "FixedLenFeature",
    "FixedLenSequenceFeature",
    "PaddingFIFOQueue",
    "PriorityQueue",
    "QueueBase",
    "RandomShuffleQueue",
    "SparseFeature",
    "TFRecordCompressionType",
    "TFRecordOptions",
    "TFRecordWriter",
    "VarLenFeature",
    "decode_base64",
    "decode_bmp",
    "decode_csv",
    "decode_gif",
    "decode_image",
    "decode_jpeg",
    "decode_png",
    "decode_raw",
    "encode_base64",
    "encode_jpeg",
    "match_filenames_once",
    "matching_files",
    "parse_example",
    "parse_sequence_example",
    "parse_single_example",
    "parse_single_sequence_example",
    "parse_tensor",
    "read_file",
    "serialize_tensor",
    "tf_record_iterator",
    "write_file",
]

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.graphdef.files": "write_graph",
        "headrace.graph.ops.parsing.compressed": "decode_compressed",
        "headrace.graph.ops.sparse.codecs": "deserialize_many_sparse serialize_many_sparse serialize_sparse",
        "headrace.pipeline.readers.json_lines": "JsonLinesReader decode_json",
    },
)
