"""What of TensorFlow takes and gives Python 2's texts, which are bytes."""

from __future__ import annotations

from typing import Any

from .... import gfile, train
from .byte_texts import wrapped
from .files import is_binary
from .texts import as_bytes


def BytesList(*, value: Any = ()) -> Any:
    """`tf.train.BytesList`, of texts too."""
    return train.BytesList(value=[as_bytes(item) for item in value])


def _file(plain: Any) -> Any:
    def open(name: Any, mode: str = "r") -> Any:
        if mode == "r":
            with plain(name, "rb") as file:
                mode = "rb" if is_binary(file.read(8192)) else mode
        return plain(name, mode)

    return open


GFile, FastGFile, Open = map(_file, (gfile.GFile, gfile.FastGFile, gfile.Open))


def run(session: Any, *arguments: Any, **options: Any) -> Any:
    """`session.run(...)`: its bytes are texts where they meet one."""
    return wrapped(session.run(*arguments, **options))


def eval(tensor: Any, *arguments: Any, **options: Any) -> Any:
    """`tensor.eval(...)`: its bytes are texts where they meet one."""
    return wrapped(tensor.eval(*arguments, **options))
