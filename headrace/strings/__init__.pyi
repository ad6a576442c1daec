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
from collections.abc import Sequence as _Sequence
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike

def to_hash_bucket_strong(
    input: _TensorLike,
    num_buckets: int,
    key: _Sequence[int],
    name: str | None = None,
) -> _Tensor:
    """The number of a bucket for each string, by a hash whose collisions nobody can foresee without the key (SipHash).

    Args:
      input: strings of any shape.
      num_buckets: at least 1.
      key: two numbers of 64 bits.

    Returns:
      int64 in [0, num_buckets), of the shape of the strings.

    Raises:
      InvalidArgumentError: (when run) another number of keys.
      ValueError: `num_buckets` is below 1.
      TypeError: not strings.
    """

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
