"""tf.io: files, records and Examples under TensorFlow 1.13's later names. Made by `make names`."""

from headrace.pipeline.queues.kinds.fifo import GraphFIFOQueue as FIFOQueue
from headrace.formats.example.specs import FixedLenFeature as FixedLenFeature
from headrace.formats.example.specs import FixedLenSequenceFeature as FixedLenSequenceFeature
from headrace.pipeline.readers.json_lines import JsonLinesReader as JsonLinesReader
from headrace.pipeline.queues.kinds.padding_fifo import GraphPaddingFIFOQueue as PaddingFIFOQueue
from headrace.pipeline.queues.kinds.priority import GraphPriorityQueue as PriorityQueue
from headrace.pipeline.queues.queue_base import QueueBase as QueueBase
from headrace.pipeline.queues.kinds.random_shuffle import GraphRandomShuffleQueue as RandomShuffleQueue
from headrace.formats.example.specs import SparseFeature as SparseFeature
from headrace.formats.tfrecord.options import TFRecordCompressionType as TFRecordCompressionType
from headrace.formats.tfrecord.options import TFRecordOptions as TFRecordOptions
from headrace.formats.tfrecord.python_io import TFRecordWriter as TFRecordWriter
from headrace.formats.example.specs import VarLenFeature as VarLenFeature
from headrace.graph.ops.jpeg.files import decode_and_crop_jpeg as decode_and_crop_jpeg
from headrace.graph.ops.strings.formats import decode_base64 as decode_base64
from headrace.graph.ops.image.decoders import decode_bmp as decode_bmp
from headrace.graph.ops.parsing.compressed import decode_compressed as decode_compressed
from headrace.graph.ops.parsing.csv import decode_csv as decode_csv
from headrace.graph.ops.image.decoders import decode_gif as decode_gif
from headrace.graph.ops.image.decoders import decode_image as decode_image
from headrace.graph.ops.image.codecs import decode_jpeg as decode_jpeg
from headrace.pipeline.readers.json_lines import decode_json as decode_json
from headrace.graph.ops.parsing.json_example import decode_json_example as decode_json_example
from headrace.graph.ops.image.codecs import decode_png as decode_png
from headrace.graph.ops.strings.strings import decode_raw as decode_raw
from headrace.graph.ops.sparse.codecs import deserialize_many_sparse as deserialize_many_sparse
from headrace.graph.ops.strings.formats import encode_base64 as encode_base64
from headrace.graph.ops.image.codecs import encode_jpeg as encode_jpeg
from headrace.graph.ops.jpeg.files import extract_jpeg_shape as extract_jpeg_shape
from headrace.io import gfile as gfile
from headrace.graph.ops.jpeg.files import is_jpeg as is_jpeg
from headrace.pipeline.inputs.producers import match_filenames_once as match_filenames_once
from headrace.graph.ops.state.files import matching_files as matching_files
from headrace.graph.ops.parsing.example import parse_example as parse_example
from headrace.graph.ops.parsing.sequence_example import parse_sequence_example as parse_sequence_example
from headrace.graph.ops.parsing.example import parse_single_example as parse_single_example
from headrace.graph.ops.parsing.sequence_example import parse_single_sequence_example as parse_single_sequence_example
from headrace.graph.ops.parsing.tensor_codecs import parse_tensor as parse_tensor
from headrace.graph.ops.state.files import read_file as read_file
from headrace.graph.ops.sparse.codecs import serialize_many_sparse as serialize_many_sparse
from headrace.graph.ops.sparse.codecs import serialize_sparse as serialize_sparse
from headrace.graph.ops.parsing.tensor_codecs import serialize_tensor as serialize_tensor
from headrace.formats.tfrecord.python_io import tf_record_iterator as tf_record_iterator
from headrace.graph.ops.state.files import write_file as write_file
from headrace.graph.graphdef.files import write_graph as write_graph

__all__ = [
    "FIFOQueue",
    "FixedLenFeature",
    "FixedLenSequenceFeature",
    "JsonLinesReader",
    "PaddingFIFOQueue",
    "PriorityQueue",
    "QueueBase",
    "RandomShuffleQueue",
    "SparseFeature",
    "TFRecordCompressionType",
    "TFRecordOptions",
    "TFRecordWriter",
    "VarLenFeature",
    "decode_and_crop_jpeg",
    "decode_base64",
    "decode_bmp",
    "decode_compressed",
    "decode_csv",
    "decode_gif",
    "decode_image",
    "decode_jpeg",
    "decode_json",
    "decode_json_example",
    "decode_png",
    "decode_raw",
    "deserialize_many_sparse",
    "encode_base64",
    "encode_jpeg",
    "extract_jpeg_shape",
    "gfile",
    "is_jpeg",
    "match_filenames_once",
    "matching_files",
    "parse_example",
    "parse_sequence_example",
    "parse_single_example",
    "parse_single_sequence_example",
    "parse_tensor",
    "read_file",
    "serialize_many_sparse",
    "serialize_sparse",
    "serialize_tensor",
    "tf_record_iterator",
    "write_file",
    "write_graph",
]
