"""Samples of ops that change variables, those of the optimizers among them."""

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.core.op import OPS, import_all_ops

import_all_ops()

_value = drawn((3, 2), 1, np.float32)
_rows = np.array([2, 0], np.int32)
_change = drawn((2, 2), 2, np.float32)
_counter = np.array(3, np.int32)


def _sample(type, *inputs, **attributes):
    """A sample whose first input is the variable."""
    return Sample(type, lambda *tensors: OPS[type](*tensors, **attributes), inputs, gradient=False, variables=(0,))


SAMPLES = [
    _sample("Assign", _value, _value + 1),
    _sample("Assign", _value, _change, validate_shape=False),
    _sample("Assign", np.array([b"a", b"b"], object), np.array([b"c", b""], object), use_locking=False),
    *(
        _sample(type, _value, _value / 2, use_locking=locking)
        for type in ("AssignAdd", "AssignSub")
        for locking in (False, True)
    ),
    *(
        _sample(type, _value, indices, updates, use_locking=locking)
        for type in ("ScatterAdd", "ScatterSub", "ScatterUpdate", "ScatterMul", "ScatterDiv", "ScatterMin", "ScatterMax")
        for indices, updates, locking in [
            (_rows, _change, False),
            (np.array([[1], [1]], np.int32), np.ones((2, 1, 2), np.float32), True),
            (_rows, np.float32(7), False),
        ]
    ),
    _sample("ScatterDiv", np.array([7, -7, 6], np.int32), np.array([0, 1, 0], np.int32), np.array([2, 2, -2], np.int32)),
    *(
        _sample(type, _value, indices, updates, use_locking=locking)
        for type in ("ScatterNdAdd", "ScatterNdSub", "ScatterNdUpdate")
        for indices, updates, locking in [
            (_rows[:, np.newaxis], _change, False),
            (np.array([[[2, 0]], [[0, 1]]], np.int64), np.array([[5], [7]], np.float32), True),
            (np.array([[1], [1]], np.int32), _change, True),
        ]
    ),
    *(
        _sample("StridedSliceAssign", _value, begin, end, strides, value, **masks)
        for begin, end, strides, value, masks in [
            ([1], [3], [1], _change, {}),
            ([2, 0], [0, 1], [-1, 1], _change[:, :1], {}),
            ([0, 0], [0, 0], [-1, 1], _value + 1, {"begin_mask": 3, "end_mask": 3}),
            ([0, 1], [0, 2], [1, 1], _value[:, 1] * 2, {"ellipsis_mask": 1, "shrink_axis_mask": 2}),
            ([2, 0], [0, 1], [1, 1], _change[:1, :1], {"begin_mask": 2, "end_mask": 1}),
            ([0, 1], [0, 2], [1, 1], _change[np.newaxis, :1], {"new_axis_mask": 1}),
        ]
    ),
    _sample("CountUpTo", _counter, limit=9),
    _sample("CountUpTo", _counter, limit=4),
    _sample("IsVariableInitialized", _counter),
    _sample("IsVariableInitialized", _value),
]

_SCALARS = {
    "lr": 0.5,
    "alpha": 0.5,
    "rho": 0.8,
    "momentum": 0.7,
    "epsilon": 0.01,
    "l1": 0.2,
    "l2": 0.3,
    "l2_shrinkage": 0.4,
    "lr_power": -0.6,
    "beta1_power": 0.4,
    "beta2_power": 0.3,
    "beta1": 0.9,
    "beta2": 0.6,
    "beta": 0.7,
    "logbase": 0.9,
    "sign_decay": 0.6,
}


def _argument(name, sparse, seed):
    """What a sample gives to an argument of an optimizer's op; what has the variable's shape is positive but for `var`."""
    if name in _SCALARS:
        return np.float32(_SCALARS[name])
    if name == "global_step":
        return np.int64(3)
    if name == "indices":
        return _rows
    if name in ("grad", "delta"):
        return _change if sparse else drawn((3, 2), 3, np.float32)
    drawn_ = drawn((3, 2), seed, np.float32)
    return drawn_ if name == "var" else np.abs(drawn_) + (10 if name == "ms" else 1)


def _adam_by_greatest(value, first, second, greatest, power1, power2, lr, beta1, beta2, epsilon, grad):
    """The output and the variables after a step of the op that TensorFlow has for resources alone."""
    first = first + (grad - first) * (1 - beta1)
    second = second + (grad * grad - second) * (1 - beta2)
    greatest = np.maximum(greatest, second)
    value = value - lr * np.sqrt(1 - power2) / (1 - power1) * first / (np.sqrt(greatest) + epsilon)
    return value, value, first, second, greatest


_FORMULAS = {"ApplyAdamWithAmsgrad": _adam_by_greatest}


def _optimizers(type, **attributes):
    definition = OPS[type]
    inputs = [_argument(a.name, type.startswith("Sparse"), seed) for seed, a in enumerate(definition.inputs)]
    variables = [k for k, a in enumerate(definition.inputs) if a.is_ref]
    return Sample(
        type, lambda *tensors: definition(*tensors, **attributes), inputs, False, None, (), variables, _FORMULAS.get(type)
    )


for _type in sorted(type for type in OPS if type.startswith(("Apply", "SparseApply"))):
    _flags = [one for one in OPS[_type].attributes.values() if one.kind == "bool"]
    SAMPLES += [_optimizers(_type), *(_optimizers(_type, **{one.name: not one.default}) for one in _flags)]
