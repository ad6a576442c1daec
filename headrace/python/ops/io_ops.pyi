"""tf.python.ops.io_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.readers.fixed_length import FixedLengthRecordReader as FixedLengthRecordReader
from headrace.pipeline.readers.identity import IdentityReader as IdentityReader
from headrace.pipeline.readers.graph import ReaderBase as ReaderBase
from headrace.pipeline.readers.tfrecord import TFRecordReader as TFRecordReader
from headrace.pipeline.readers.lines import TextLineReader as TextLineReader
from headrace.pipeline.readers.whole_file import WholeFileReader as WholeFileReader
from headrace.graph.ops.state.files import matching_files as matching_files
from headrace.graph.ops.state.files import read_file as read_file
from headrace.graph.ops.state.files import write_file as write_file

__all__ = [
    "FixedLengthRecordReader",
    "IdentityReader",
    "ReaderBase",
    "TFRecordReader",
    "TextLineReader",
    "WholeFileReader",
    "matching_files",
    "read_file",
    "write_file",
]
