"""tensorflow.python.framework.dtypes: types of tensors."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace": "DType as_dtype bfloat16 bool complex128 complex64 double float16 float32 float64 half int16 int32"
        " int64 int8 qint16 qint32 qint8 quint16 quint8 resource string uint16 uint32 uint64 uint8 variant",
    },
)
