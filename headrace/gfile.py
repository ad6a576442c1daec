"""tf.gfile: files and folders."""

from __future__ import annotations

from . import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.platform.gfile": "Copy DeleteRecursively Exists FastGFile GFile Glob IsDirectory ListDirectory MakeDirs MkDir"
        " Open=GFile Remove Rename Stat Walk",
    },
)
