"""Strings as numbers of buckets: string_to_hash_bucket, string_to_hash_bucket_fast, string_to_hash_bucket_strong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.hashes import buckets
from headrace.formats.records import Records

from ...core.op import Op
from ...core.rules.batch import Kernel, takes_records
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike


def _numbers(strings: Any, num_buckets: int, kind: str, key: tuple[int, int] = (0, 0)) -> Any:
    if isinstance(strings, Records):
        return buckets(strings, num_buckets, kind, key)
    array = np.asarray(strings, object)
    return buckets(Records.from_list(array.reshape(-1).tolist()), num_buckets, kind, key).reshape(array.shape)[()]


@takes_records
def _block(op: Any, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    return lambda n, strings: kernel(strings)


STRING_TO_HASH_BUCKET = Op(
    "StringToHashBucket",
    "string_tensor: string -> output: int64",
    "num_buckets: int >= 1",
    traits=PURE,
    shape=same_as_first,
    kernel=lambda string_tensor, num_buckets: _numbers(string_tensor, num_buckets, "murmur"),
    batch=_block,
    gradient=NO_GRADIENT,
)
STRING_TO_HASH_BUCKET_FAST = Op(
    "StringToHashBucketFast",
    "input: string -> output: int64",
    "num_buckets: int >= 1",
    traits=PURE,
    shape=same_as_first,
    kernel=lambda input, num_buckets: _numbers(input, num_buckets, "farm"),
    batch=_block,
    gradient=NO_GRADIENT,
)
STRING_TO_HASH_BUCKET_STRONG = Op(
    "StringToHashBucketStrong",
    "input: string -> output: int64",
    "num_buckets: int >= 1, key: list(int)",
    traits=PURE,
    shape=same_as_first,
    batch=_block,
    gradient=NO_GRADIENT,
)


@STRING_TO_HASH_BUCKET_STRONG.kernel
def _strong(input: Any, num_buckets: int, key: Sequence[int]) -> Any:
    if len(key) != 2:
        raise invalid("Key must have 2 elements")
    return _numbers(input, num_buckets, "sip", (key[0], key[1]))


@export("string_to_hash_bucket", "strings.to_hash_bucket")
def string_to_hash_bucket(
    string_tensor: TensorLike | None = None,
    num_buckets: int | None = None,
    name: str | None = None,
    input: TensorLike | None = None,
) -> Tensor:
    """The number of a bucket for each string, by a hash that TensorFlow keeps for old programs.

    Args:
      string_tensor, input: strings of any shape; one of the two.
      num_buckets: at least 1.

    Returns:
      int64 in [0, num_buckets), of the shape of the strings.

    Raises:
      ValueError: `num_buckets` is below 1, or not one of `string_tensor` and `input` is given.
      TypeError: not strings.
    """
    if (string_tensor is None) == (input is None):
        raise ValueError("Cannot specify both 'string_tensor' and 'input'" if input is not None else "Must specify 'input'")
    return STRING_TO_HASH_BUCKET(input if string_tensor is None else string_tensor, num_buckets=num_buckets, name=name)


@export("string_to_hash_bucket_fast", "strings.to_hash_bucket_fast")
def string_to_hash_bucket_fast(input: TensorLike, num_buckets: int, name: str | None = None) -> Tensor:
    """The number of a bucket for each string, by a quick hash (FarmHash).

    Args:
      input: strings of any shape.
      num_buckets: at least 1.

    Returns:
      int64 in [0, num_buckets), of the shape of the strings.

    Raises:
      ValueError: `num_buckets` is below 1.
      TypeError: not strings.
    """
    return STRING_TO_HASH_BUCKET_FAST(input, num_buckets=num_buckets, name=name)


@export("string_to_hash_bucket_strong", "strings.to_hash_bucket_strong")
@documented_by(string_to_hash_bucket_fast)
def string_to_hash_bucket_strong(input: TensorLike, num_buckets: int, key: Sequence[int], name: str | None = None) -> Tensor:
    """The number of a bucket for each string, by a hash whose collisions nobody can foresee without the key (SipHash).

    Args:
      key: two numbers of 64 bits.

    Raises:
      InvalidArgumentError: (when run) another number of keys.
    """
    return STRING_TO_HASH_BUCKET_STRONG(input, num_buckets=num_buckets, key=key, name=name)
