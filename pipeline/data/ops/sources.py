"""Ops whose datasets begin with tensors, numbers, functions."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from headrace.graph.core.operation import Operation
from headrace.graph.types import dtypes

from ..flow.sources import FunctionGenerator, Range, Tensors, TensorSlices
from .declared import OUTPUTS, Make, dataset_op, function_of, plain


@dataset_op(
    "TensorDataset", "components: list(Toutput_types)", "Toutput_types: list(type) >= 1, output_shapes: list(shape) >= 1"
)
def TENSORS(op: Operation, session: Any) -> Make:
    return lambda components: Tensors([_element(value) for value in components])


def _element(value: Any) -> Any:
    """A variant, or what an array holds."""
    if isinstance(value, np.ndarray) and value.dtype == object and not value.ndim:
        return value.item()
    return value


@dataset_op(
    "TensorSliceDataset", "components: list(Toutput_types)", "Toutput_types: list(type) >= 1, output_shapes: list(shape) >= 1"
)
def TENSOR_SLICES(op: Operation, session: Any) -> Make:
    kinds = op.get_attr("Toutput_types")

    def make(components: Any) -> TensorSlices:
        return TensorSlices([list(x) if kind is dtypes.variant else x for x, kind in zip(components, kinds, strict=True)])

    return make


def _sparse_slices(indices: Any, values: Any, dense_shape: Any) -> TensorSlices:
    """Each row of a sparse tensor as its indices, values and shape."""
    bounds = np.searchsorted(indices[:, 0], np.arange(int(dense_shape[0]) + 1)).tolist()
    rows = list(itertools.pairwise(bounds))
    return TensorSlices(
        [
            [indices[first:after, 1:] for first, after in rows],
            [values[first:after] for first, after in rows],
            np.repeat(dense_shape[None, 1:], len(rows), axis=0),
        ]
    )


SPARSE_SLICES = plain("SparseTensorSliceDataset", "indices: int64, values: Tvalues, dense_shape: int64", _sparse_slices, "")

RANGE = plain("RangeDataset", "start: int64, stop: int64, step: int64", Range)


@dataset_op(
    "GeneratorDataset",
    "init_func_other_args: list(Tinit_func_args), next_func_other_args: list(Tnext_func_args), "
    "finalize_func_other_args: list(Tfinalize_func_args)",
    "init_func: func, next_func: func, finalize_func: func, Tinit_func_args: list(type) >= 0, "
    f"Tnext_func_args: list(type) >= 0, Tfinalize_func_args: list(type) >= 0, {OUTPUTS}",
)
def GENERATOR(op: Operation, session: Any) -> Make:
    functions = [function_of(op, session, f"{part}_func", f"{part}_func_other_args") for part in ("init", "next", "finalize")]

    def make(*captured: Any) -> FunctionGenerator:
        return FunctionGenerator((), *(bind(values) for bind, values in zip(functions, captured, strict=True)))

    return make
