"""Programs that quantize: every bit of what they compute, gradients, names, shapes, refusals."""

from __future__ import annotations

import zlib

import numpy as np
from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)

LIMITS = [(-6.0, 6.0), (0.0, 6.0), (-0.1, 6.3), (1.0, 3.0), (-3.0, -1.0), (-1e-3, 1e3), (0.0, 0.0), (-1e30, 1e30)]
NUMBERS = np.concatenate(
    [
        np.array([0, -0.0, np.nan, np.inf, -np.inf, 3.4e38, -3.4e38, 0.5, -0.5, 1.5, -1.5, 2.5, 127.5, 6, -6], np.float32),
        (np.random.RandomState(3).standard_normal(22) * 5).astype(np.float32),
    ]
)
FINITE = NUMBERS[7:]
KINDS = ["qint8", "quint8", "qint16", "quint16", "qint32"]
MODES = ["MIN_COMBINED", "MIN_FIRST", "SCALED"]


def bits(session, tensors, feeds=None):
    """A checksum of the bytes that tensors hold; every NaN is the same."""
    found = []
    for value in session.run(list(tensors), feeds):
        value = np.array(value)
        if value.dtype.kind == "f":
            value[np.isnan(value)] = np.nan
        found.append([value.dtype.name, zlib.crc32(value.tobytes())])
    return found


def _fake(bits_of):
    def program(tf, session):
        return [
            bits(
                session,
                [tf.quantization.fake_quant_with_min_max_vars(x, *limits, num_bits=bits_of, narrow_range=narrow)],
            )
            for limits in LIMITS
            for narrow in (False, True)
            for x in (NUMBERS, np.zeros([0, 3], np.float32))
        ]

    return program


for one in range(2, 17):
    PROGRAMS[f"fake_quant_of_{one}_bits"] = _fake(one)


@PROGRAMS
def fake_quant_between_attributes(tf, session):
    quantized = tf.quantization.fake_quant_with_min_max_args
    return [bits(session, [quantized(NUMBERS, low, high)]) for low, high in LIMITS if low < high]


@PROGRAMS
def fake_quant_of_channels(tf, session):
    x, low, high = np.resize(NUMBERS, [3, 5, 4]), [-6.0, 0.0, -0.1, 0.0], [6.0, 6.0, 6.3, 0.0]
    quantized = tf.quantization.fake_quant_with_min_max_vars_per_channel
    return [bits(session, [quantized(one, low, high)]) for one in (x, x[0], x[0, 0], x[:0])]


@PROGRAMS
def gradients_of_fake_quant(tf, session):
    x, found = tf.constant(np.resize(FINITE, [5, 4])), []
    for limits, quantized in (
        ([], tf.quantization.fake_quant_with_min_max_args),
        ([tf.constant(-1.0), tf.constant(2.5)], tf.quantization.fake_quant_with_min_max_vars),
        ([tf.constant(0.0), tf.constant(0.0)], tf.quantization.fake_quant_with_min_max_vars),
        ([tf.constant([-1.0, 0, -3, 0]), tf.constant([2.5, 6, 1, 0])], tf.fake_quant_with_min_max_vars_per_channel),
    ):
        y = quantized(x, *limits)
        dy = tf.constant(np.arange(20, dtype=np.float32).reshape(5, 4) - 9)
        given = tf.gradients(y, [x] + limits, dy)
        found.append([given[0].op.type, [one.shape.as_list() for one in given], bits(session, given)])
    return found


@PROGRAMS
def fake_quant_refused(tf, session):
    q, x = tf.quantization, tf.constant([1.0, 2.0])

    def floats(*shape):
        return tf.placeholder(tf.float32, list(shape))

    return [
        refusal(call)
        for call in (
            lambda: session.run(q.fake_quant_with_min_max_args(x, num_bits=1)),
            lambda: session.run(q.fake_quant_with_min_max_args(x, num_bits=17)),
            lambda: session.run(q.fake_quant_with_min_max_args(x, min=3.0, max=1.0)),
            lambda: q.fake_quant_with_min_max_args(tf.constant([1])),
            lambda: q.fake_quant_with_min_max_vars(x, [1.0], [2.0]),
            lambda: q.fake_quant_with_min_max_vars_gradient(floats(2), floats(3), 0.0, 1.0),
            lambda: q.fake_quant_with_min_max_vars_per_channel(floats(2), floats(3), floats(3)),
            lambda: q.fake_quant_with_min_max_vars_per_channel(floats(), floats(), floats()),
            lambda: q.fake_quant_with_min_max_vars_per_channel_gradient(floats(2, 3), floats(2, 3), floats(3), floats(2)),
        )
    ]


@PROGRAMS
def what_fake_quant_is_called(tf):
    found = tf.quantization.fake_quant_with_min_max_vars_gradient(*[tf.placeholder(tf.float32, None)] * 2 + [0.0, 1.0])
    return [type(found).__name__, found._fields, [(one.name, str(one.shape)) for one in found]]


def _quantized(kind, mode):
    def program(tf, session):
        quantize = tf.quantization.quantize
        found = [bits(session, quantize(NUMBERS, low, high, getattr(tf, kind), mode)) for low, high in LIMITS]
        if mode == "SCALED":
            found.append(bits(session, quantize(NUMBERS, -6.0, 6.0, getattr(tf, kind), mode, "HALF_TO_EVEN")))
        return found

    return program


def _dequantized(kind, mode):
    def program(tf, session):
        known = np.iinfo(kind[1:])
        fed = tf.placeholder(getattr(tf, kind), None)
        integers = np.array([known.min, known.min + 1, 0, 1, 7, known.max - 1, known.max], kind[1:])
        return [bits(session, [tf.dequantize(fed, low, high, mode)], {fed: integers}) for low, high in LIMITS]

    return program


for one in KINDS:
    for how in MODES:
        PROGRAMS[f"{one} by {how}"] = _quantized(one, how)
        PROGRAMS[f"floats of {one} by {how}"] = _dequantized(one, how)


@PROGRAMS
def there_and_back(tf, session):
    through = tf.quantization.quantize_and_dequantize
    return [
        bits(session, [through(NUMBERS.astype(kind), kind(low), kind(high), range_given=True, **how)])
        for kind in (np.float32, np.float64)
        for low, high in LIMITS
        for how in (
            {},
            {"signed_input": False, "num_bits": 5},
            {"narrow_range": True, "num_bits": 4},
            {"round_mode": "HALF_UP", "num_bits": 3},
        )
    ]


@PROGRAMS
def there_and_back_in_a_range_of_their_own(tf, session):
    through = tf.quantization.quantize_and_dequantize
    return [
        bits(session, [through(x, 0.0, 0.0, **how)])
        for x in (FINITE, np.abs(FINITE), -np.abs(FINITE), np.zeros(3, np.float32))
        for how in ({}, {"signed_input": False}, {"narrow_range": True, "num_bits": 3}, {"round_mode": "HALF_UP"})
    ]


@PROGRAMS
def gradient_of_there_and_back(tf, session):
    x, low, high = tf.constant([-9.0, 0.3, 9.0]), tf.constant(-1.0), tf.constant(1.0)
    y = tf.quantization.quantize_and_dequantize(x, low, high, range_given=True)
    return [y.name, [None if one is None else session.run(one) for one in tf.gradients(y * y, [x, low, high])]]


@PROGRAMS
def joined(tf, session):
    found = []
    for kind, axis, limits in (
        ("quint8", 0, [(0.0, 255.0), (0.0, 255.0)]),
        ("quint8", 1, [(0.0, 255.0), (0.0, 128.0)]),
        ("quint8", 0, [(-5.0, -1.0), (-3.0, -2.0)]),
        ("qint32", 1, [(-1.0, 1.0), (-2.0, 3.0)]),
        ("qint32", 0, [(1.0, 2.0), (3.0, 4.0)]),
    ):
        known, random = np.iinfo(kind[1:]), np.random.RandomState(5)
        fed = [tf.placeholder(getattr(tf, kind), [2, 3]) for _ in limits]
        one = tf.quantization.quantized_concat(axis, fed, [low for low, _ in limits], [high for _, high in limits])
        integers = [random.randint(known.min, known.max, (2, 3)).astype(kind[1:]) for _ in limits]
        values = session.run(list(one), {fed[0]: integers[0], fed[1]: integers[1]})
        found.append([one.output.shape.as_list(), type(one).__name__, one._fields, values])
    return found


@PROGRAMS
def quantizing_refused(tf, session):
    x = tf.constant([1.0, 2.0])
    bytes_ = tf.placeholder(tf.quint8, [2])
    return [
        refusal(call)
        for call in (
            lambda: session.run(tf.quantize(x, 2.0, 1.0, tf.quint8)[0]),
            lambda: session.run(tf.quantize(x, 0.0, 1.0, tf.quint8, round_mode="HALF_TO_EVEN")[0]),
            lambda: tf.quantize(x, [0.0], [1.0], tf.quint8),
            lambda: tf.quantize(x, 0.0, 1.0, tf.uint8),
            lambda: tf.quantize(x, 0.0, 1.0, tf.quint8, mode="OTHER"),
            lambda: tf.dequantize(x, 0.0, 1.0),
            lambda: tf.dequantize(bytes_, [[0.0]], [[1.0]]),
            lambda: session.run(tf.quantization.quantize_and_dequantize(x, 2.0, 1.0, range_given=True)),
            lambda: session.run(tf.quantization.quantize_and_dequantize(x, 0.0, 1.0, num_bits=0)),
            lambda: session.run(tf.quantization.quantize_and_dequantize(x, 0.0, 1.0, num_bits=63)),
            lambda: session.run(tf.quantized_concat(-1, [bytes_] * 2, [0.0] * 2, [1.0] * 2)[0], {bytes_: [1, 2]}),
            lambda: tf.quantized_concat(0, [bytes_], [0.0], [1.0]),
        )
    ]


@PROGRAMS
def quantized_tensors_moved(tf, session):
    fed = tf.placeholder(tf.quint8, [2, 2])
    given = {fed: np.array([[1, 2], [3, 255]], np.uint8)}
    moved = [tf.identity(fed), tf.reshape(fed, [4]), tf.transpose(fed), tf.concat([fed, fed], 1), fed[1], fed[1, 1]]
    return [
        [(value.dtype.name, value.tolist()) for value in session.run(moved, given)],
        [one.dtype.name for one in moved],
        sorted(str(kind) for kind in tf.QUANTIZED_DTYPES),
    ]


@PROGRAMS
def parameters_in_another_order(tf, session):
    one = tf.quantize_v2([0.0, 0.6, 2.0], 0.0, 1.0, tf.qint8, "SCALED", "mine", "HALF_TO_EVEN")
    return [[x.name for x in one], type(one).__name__, session.run(list(one))]
