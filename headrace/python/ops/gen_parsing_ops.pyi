"""tf.python.ops.gen_parsing_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.parsing.compressed import decode_compressed as decode_compressed
from headrace.graph.ops.parsing.csv import decode_csv as decode_csv
from headrace.graph.ops.parsing.json_example import decode_json_example as decode_json_example
from headrace.graph.ops.strings.strings import decode_raw as decode_raw
from headrace.graph.ops.parsing.example import parse_single_example as parse_single_example
from headrace.graph.ops.parsing.tensor_codecs import parse_tensor as parse_tensor
from headrace.graph.ops.parsing.tensor_codecs import serialize_tensor as serialize_tensor
from headrace.graph.ops.strings.strings import string_to_number as string_to_number

__all__ = [
    "decode_compressed",
    "decode_csv",
    "decode_json_example",
    "decode_raw",
    "parse_single_example",
    "parse_tensor",
    "serialize_tensor",
    "string_to_number",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
