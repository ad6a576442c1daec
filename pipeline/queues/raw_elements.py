"""What is kept of an element of a queue that goes bad: it comes from no place, but its values are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats import proto
from headrace.formats.records import RawRecord


def raw_element(components: Sequence[Any]) -> RawRecord:
    """An element as a record: a single string itself, all else as an Example with the features "0", "1", ... of its components.

    Numbers of whole types and bools are int64 lists, those of floating types float lists, strings bytes lists, row by row;
    components of other types are left out.
    """
    arrays = [np.asarray(one, object if isinstance(one, (bytes, str)) else None) for one in components]
    if len(arrays) == 1 and arrays[0].dtype == object and arrays[0].ndim == 0:
        return RawRecord(None, None, None, arrays[0].item())
    example = proto.example_pb2.Example()
    for position, array in enumerate(arrays):
        values = array.reshape(-1)
        if array.dtype.kind not in "Oiubf":
            continue
        feature = example.features.feature[str(position)]
        if array.dtype == object:
            feature.bytes_list.value.extend(values.tolist())
        elif array.dtype.kind in "iub":
            feature.int64_list.value.extend(values.astype(np.int64).tolist())
        else:
            feature.float_list.value.extend(values.astype(np.float32).tolist())
    return RawRecord(None, None, None, example.SerializeToString(deterministic=True))
