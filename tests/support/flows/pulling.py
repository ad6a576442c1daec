"""Datasets pulled to their end."""

from __future__ import annotations

import numpy as np

from headrace.graph.runtime.run_context import FOREVER
from headrace.graph.types.errors import OutOfRangeError
from headrace.pipeline.data.flow.elements import begun


def elements_of(dataset):
    """All elements: numbers, texts and lists; tuples where there are several components. Raises what they raise."""
    elements = begun(dataset, FOREVER)
    try:
        return list(_each(elements))
    finally:
        elements.close()


def _each(elements):
    while True:
        try:
            values = elements.next(FOREVER)
        except OutOfRangeError:
            return
        plain = tuple(value if isinstance(value, bytes) else np.asarray(value).tolist() for value in values)
        yield plain if len(plain) > 1 else plain[0]
