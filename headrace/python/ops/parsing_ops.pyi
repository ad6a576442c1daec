"""tf.python.ops.parsing_ops: as far as programs use it. Made by `make names`."""

from headrace.formats.example.specs import FixedLenFeature as FixedLenFeature
from headrace.formats.example.specs import FixedLenSequenceFeature as FixedLenSequenceFeature
from headrace.formats.example.specs import SparseFeature as SparseFeature
from headrace.formats.example.specs import VarLenFeature as VarLenFeature
from headrace.graph.ops.parsing.compressed import decode_compressed as decode_compressed
from headrace.graph.ops.parsing.csv import decode_csv as decode_csv
from headrace.graph.ops.parsing.json_example import decode_json_example as decode_json_example
from headrace.graph.ops.strings.strings import decode_raw as decode_raw
from headrace.graph.ops.strings.strings import decode_raw as decode_raw_v1
from headrace.graph.ops.parsing.example import parse_example as parse_example
from headrace.graph.ops.parsing.sequence_example import parse_sequence_example as parse_sequence_example
from headrace.graph.ops.parsing.example import parse_single_example as parse_single_example
from headrace.graph.ops.parsing.sequence_example import parse_single_sequence_example as parse_single_sequence_example
from headrace.graph.ops.parsing.tensor_codecs import parse_tensor as parse_tensor
from headrace.graph.ops.parsing.tensor_codecs import serialize_tensor as serialize_tensor
from headrace.graph.ops.strings.strings import string_to_number as string_to_number

__all__ = [
    "FixedLenFeature",
    "FixedLenSequenceFeature",
    "SparseFeature",
    "VarLenFeature",
    "decode_compressed",
    "decode_csv",
    "decode_json_example",
    "decode_raw",
    "decode_raw_v1",
    "parse_example",
    "parse_sequence_example",
    "parse_single_example",
    "parse_single_sequence_example",
    "parse_tensor",
    "serialize_tensor",
    "string_to_number",
]
