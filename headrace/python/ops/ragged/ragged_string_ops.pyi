"""tf.python.ops.ragged.ragged_string_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.strings.segments import ngrams as ngrams
from headrace.graph.ops.strings.pieces import string_bytes_split as string_bytes_split
from headrace.graph.ops.strings.pieces import string_split as string_split
from headrace.graph.ops.strings.pieces import strings_split as strings_split_v1
from headrace.graph.ops.strings.unicode import unicode_decode as unicode_decode
from headrace.graph.ops.strings.unicode import unicode_decode_with_offsets as unicode_decode_with_offsets
from headrace.graph.ops.strings.unicode import unicode_encode as unicode_encode
from headrace.graph.ops.strings.unicode import unicode_split as unicode_split
from headrace.graph.ops.strings.unicode import unicode_split_with_offsets as unicode_split_with_offsets

__all__ = [
    "ngrams",
    "string_bytes_split",
    "string_split",
    "strings_split_v1",
    "unicode_decode",
    "unicode_decode_with_offsets",
    "unicode_encode",
    "unicode_split",
    "unicode_split_with_offsets",
]
