"""tf.strings: texts, under TensorFlow 1.13's later names. Made by `make names`."""

from headrace.graph.ops.strings.formats import as_string as as_string
from headrace.graph.ops.strings.strings import string_join as join
from headrace.graph.ops.strings.strings import string_length as length
from headrace.graph.ops.strings.pieces import reduce_join as reduce_join
from headrace.graph.ops.strings.strings import string_strip as strip
from headrace.graph.ops.strings.strings import substr as substr
from headrace.graph.ops.strings.hashes import string_to_hash_bucket as to_hash_bucket
from headrace.graph.ops.strings.hashes import string_to_hash_bucket_fast as to_hash_bucket_fast
from headrace.graph.ops.strings.strings import string_to_number as to_number
from headrace import string_to_hash_bucket_strong as to_hash_bucket_strong

__all__ = [
    "as_string",
    "join",
    "length",
    "reduce_join",
    "strip",
    "substr",
    "to_hash_bucket",
    "to_hash_bucket_fast",
    "to_hash_bucket_strong",
    "to_number",
]
