"""tf.strings: texts, under TensorFlow 1.13's later names. Made by `make names`."""

from headrace.graph.ops.strings.formats import as_string as as_string
from headrace.graph.ops.strings.pieces import string_bytes_split as bytes_split
from headrace.graph.ops.strings.cases import string_format as format
from headrace.graph.ops.strings.strings import string_join as join
from headrace.graph.ops.strings.strings import string_length as length
from headrace.graph.ops.strings.cases import string_lower as lower
from headrace.graph.ops.strings.segments import ngrams as ngrams
from headrace.graph.ops.strings.pieces import reduce_join as reduce_join
from headrace.graph.ops.strings.matching import regex_full_match as regex_full_match
from headrace.graph.ops.strings.matching import regex_replace as regex_replace
from headrace.graph.ops.strings.pieces import strings_split as split
from headrace.graph.ops.strings.strings import string_strip as strip
from headrace.graph.ops.strings.strings import substr as substr
from headrace.graph.ops.strings.hashes import string_to_hash_bucket as to_hash_bucket
from headrace.graph.ops.strings.hashes import string_to_hash_bucket_fast as to_hash_bucket_fast
from headrace.graph.ops.strings.strings import string_to_number as to_number
from headrace.graph.ops.strings.unicode import unicode_decode as unicode_decode
from headrace.graph.ops.strings.unicode import unicode_decode_with_offsets as unicode_decode_with_offsets
from headrace.graph.ops.strings.unicode import unicode_encode as unicode_encode
from headrace.graph.ops.strings.scripts import unicode_script as unicode_script
from headrace.graph.ops.strings.unicode import unicode_split as unicode_split
from headrace.graph.ops.strings.unicode import unicode_split_with_offsets as unicode_split_with_offsets
from headrace.graph.ops.strings.encodings import unicode_transcode as unicode_transcode
from headrace.graph.ops.strings.segments import unsorted_segment_join as unsorted_segment_join
from headrace.graph.ops.strings.cases import string_upper as upper
from headrace import string_to_hash_bucket_strong as to_hash_bucket_strong

__all__ = [
    "as_string",
    "bytes_split",
    "format",
    "join",
    "length",
    "lower",
    "ngrams",
    "reduce_join",
    "regex_full_match",
    "regex_replace",
    "split",
    "strip",
    "substr",
    "to_hash_bucket",
    "to_hash_bucket_fast",
    "to_hash_bucket_strong",
    "to_number",
    "unicode_decode",
    "unicode_decode_with_offsets",
    "unicode_encode",
    "unicode_script",
    "unicode_split",
    "unicode_split_with_offsets",
    "unicode_transcode",
    "unsorted_segment_join",
    "upper",
]
