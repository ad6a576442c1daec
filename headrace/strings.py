"""tf.strings: texts, under TensorFlow 1.13's later names."""

from __future__ import annotations

from headrace.graph.ops.strings.formats import as_string
from headrace.graph.ops.strings.pieces import reduce_join
from headrace.graph.ops.strings.strings import string_join as join
from headrace.graph.ops.strings.strings import string_length as length
from headrace.graph.ops.strings.strings import string_strip as strip
from headrace.graph.ops.strings.strings import string_to_number as to_number
from headrace.graph.ops.strings.strings import substr

from . import _lazy

__all__ = [
    "as_string",
    "join",
    "length",
    "reduce_join",
    "strip",
    "substr",
    "to_number",
]

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.ops.strings.hashes": "to_hash_bucket=string_to_hash_bucket"
        " to_hash_bucket_fast=string_to_hash_bucket_fast to_hash_bucket_strong=string_to_hash_bucket_strong",
    },
)
