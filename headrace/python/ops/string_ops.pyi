"""tf.python.ops.string_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.strings.formats import as_string as as_string
from headrace.graph.ops.strings.formats import decode_base64 as decode_base64
from headrace.graph.ops.strings.formats import encode_base64 as encode_base64
from headrace.graph.ops.strings.pieces import reduce_join as reduce_join
from headrace.graph.ops.strings.matching import regex_full_match as regex_full_match
from headrace.graph.ops.strings.matching import regex_replace as regex_replace
from headrace.graph.ops.strings.cases import string_format as string_format
from headrace.graph.ops.strings.strings import string_join as string_join
from headrace.graph.ops.strings.strings import string_length as string_length
from headrace.graph.ops.strings.cases import string_lower as string_lower
from headrace.graph.ops.strings.pieces import string_split as string_split
from headrace.graph.ops.strings.pieces import strings_split as string_split_v2
from headrace.graph.ops.strings.strings import string_strip as string_strip
from headrace.graph.ops.strings.hashes import string_to_hash_bucket as string_to_hash_bucket
from headrace.graph.ops.strings.hashes import string_to_hash_bucket_fast as string_to_hash_bucket_fast
from headrace.graph.ops.strings.hashes import string_to_hash_bucket as string_to_hash_bucket_v1
from headrace.graph.ops.strings.strings import string_to_number as string_to_number_v1
from headrace.graph.ops.strings.cases import string_upper as string_upper
from headrace.graph.ops.strings.strings import substr as substr
from headrace.graph.ops.strings.strings import substr as substr_deprecated
from headrace.graph.ops.strings.scripts import unicode_script as unicode_script
from headrace.graph.ops.strings.encodings import unicode_transcode as unicode_transcode
from headrace.graph.ops.strings.segments import unsorted_segment_join as unsorted_segment_join
from headrace import string_to_hash_bucket_strong as string_to_hash_bucket_strong

__all__ = [
    "as_string",
    "decode_base64",
    "encode_base64",
    "reduce_join",
    "regex_full_match",
    "regex_replace",
    "string_format",
    "string_join",
    "string_length",
    "string_lower",
    "string_split",
    "string_split_v2",
    "string_strip",
    "string_to_hash_bucket",
    "string_to_hash_bucket_fast",
    "string_to_hash_bucket_strong",
    "string_to_hash_bucket_v1",
    "string_to_number_v1",
    "string_upper",
    "substr",
    "substr_deprecated",
    "unicode_script",
    "unicode_transcode",
    "unsorted_segment_join",
]
