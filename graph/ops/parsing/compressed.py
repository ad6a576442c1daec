"""decode_compressed: compressed strings as what they hold."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.files.compression import decompress

from ...core.constants import array_of
from ...core.op import Op
from ...core.rules.batch import elementwise
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import DECODES
from ...types.errors import invalid
from ...types.likes import TensorLike

DECODE_COMPRESSED = Op(
    "DecodeCompressed",
    "bytes: string -> output: string",
    "compression_type: string = ''",
    traits=DECODES,
    shape=same_as_first,
    batch=elementwise,
    aliases=[0],
    gradient=NO_GRADIENT,
)


@DECODE_COMPRESSED.kernel
def _decode_compressed(bytes: Any, compression_type: str) -> Any:
    if compression_type not in ("", "GZIP", "ZLIB"):
        raise invalid(f"Only ZLIB, GZIP or NONE are supported compressions; got {compression_type!r}")
    if not compression_type:
        return bytes
    contents = [decompress(one, compression_type) for one in np.ravel(bytes).tolist()]
    return array_of(contents).reshape(np.shape(bytes)) if contents else bytes


@export("decode_compressed", "io.decode_compressed")
def decode_compressed(bytes: TensorLike, compression_type: str = "", name: str | None = None) -> Tensor:
    """What compressed strings hold.

    Args:
      bytes: strings of any shape.
      compression_type: "ZLIB", "GZIP", or "" for strings as they are.

    Returns:
      strings of the same shape. Of one that is cut, what could be decompressed.

    Raises:
      InvalidArgumentError: (when run) another compression type.
      DataLossError: (when run) a string is damaged.
      ResourceExhaustedError: (when run) a string holds more than `headrace.formats.limits` allow.
      TypeError: not strings.
    """
    return DECODE_COMPRESSED(bytes, compression_type=compression_type, name=name)
