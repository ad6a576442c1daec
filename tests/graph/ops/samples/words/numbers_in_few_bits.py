"""Samples of the ops of numbers in few bits, and of sound in 16.

What TensorFlow 1.15 makes of them to the last bit: tests/graph/ops/quantized, tests/graph/ops/sound. 2.21 counts a little
otherwise.
"""

import functools

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.math.cast import bitcast
from headrace.graph.ops.quantized import fake_quant_functions as fake_quant
from headrace.graph.ops.quantized import joining, quantize, round_trip
from headrace.graph.ops.sound.wav import decode_wav, encode_wav
from headrace.graph.types import dtypes

_sample = functools.partial(Sample, gradient=False)
_x = np.array([[-4.1, -2.9, 0.0], [0.4, 5.1, 9.9]], np.float32)
_ties = np.array([-0.5, 0.5, 1.5, 2.5, 9.0], np.float32)
_dy = np.array([[0.5, -1.5, 2.0], [1.25, -0.75, 3.0]], np.float32)
_low, _high = np.float32(-3), np.float32(5)
_lows, _highs = np.array([-4, -3, -1], np.float32), np.array([5, 5, 12], np.float32)
_bytes = np.array([[0, 1, 127], [128, 200, 255]], np.uint8)
_narrow = {"num_bits": 4, "narrow_range": True}
_sound = np.array([[0.5, -0.5], [1.5, -1.5], [0.0, 0.25]], np.float32)


def _nudged(low, high, most=255, least=0):
    low, high = np.float64(low), np.float64(high)
    scale = (high - low) / (most - least)
    zero = np.clip(np.floor(least - low / scale + 0.5), least, most)
    return (least - zero) * scale, (most - zero) * scale, scale


def _rounded(x, low, high, **steps):
    low, high, scale = _nudged(low, high, **steps)
    return (np.floor((np.clip(x, low, high) - low) / scale + 0.5) * scale + low).astype(np.float32)


def _passed(dy, x, low, high, axes=(0, 1), **steps):
    low, high, _ = _nudged(low, high, **steps)
    return dy * ((x >= low) & (x <= high)), (dy * (x < low)).sum(axes), (dy * (x > high)).sum(axes)


def _there_and_back(x, low, high, *_):
    scale = max(abs(low) / 128, abs(high) / 127)
    return np.clip(np.rint(x / scale), -128, 127) * scale


def _as(kind):
    return lambda x: bitcast(x, kind)


SAMPLES = [
    _sample(
        "FakeQuantWithMinMaxArgs",
        fake_quant.fake_quant_with_min_max_args,
        [_x],
        values=lambda x: _rounded(x, -6, 6),
    ),
    _sample(
        "FakeQuantWithMinMaxArgs",
        lambda x: fake_quant.fake_quant_with_min_max_args(x, -3.0, 5.0, **_narrow),
        [_x],
        values=lambda x: _rounded(x, -3, 5, most=15, least=1),
    ),
    _sample(
        "FakeQuantWithMinMaxArgsGradient",
        lambda dy, x: fake_quant.fake_quant_with_min_max_args_gradient(dy, x, -3.0, 5.0, **_narrow),
        [_dy, _x],
        values=lambda dy, x: _passed(dy, x, -3, 5, most=15, least=1)[0],
    ),
    _sample(
        "FakeQuantWithMinMaxVars",
        fake_quant.fake_quant_with_min_max_vars,
        [_x, _low, _high],
        batched=[0],
        values=_rounded,
    ),
    _sample(
        "FakeQuantWithMinMaxVars",
        lambda *of: fake_quant.fake_quant_with_min_max_vars(*of, **_narrow),
        [_x, _low, _high],
        values=lambda *of: _rounded(*of, most=15, least=1),
    ),
    _sample(
        "FakeQuantWithMinMaxVarsGradient",
        lambda *of: fake_quant.fake_quant_with_min_max_vars_gradient(*of, **_narrow),
        [_dy, _x, _low, _high],
        values=lambda *of: _passed(*of, most=15, least=1),
    ),
    _sample(
        "FakeQuantWithMinMaxVarsPerChannel",
        fake_quant.fake_quant_with_min_max_vars_per_channel,
        [_x, _lows, _highs],
        batched=[0],
        values=_rounded,
    ),
    _sample(
        "FakeQuantWithMinMaxVarsPerChannel",
        lambda *of: fake_quant.fake_quant_with_min_max_vars_per_channel(*of, **_narrow),
        [_x[0], _lows, _highs],
        values=lambda *of: _rounded(*of, most=15, least=1),
    ),
    _sample(
        "FakeQuantWithMinMaxVarsPerChannelGradient",
        lambda *of: fake_quant.fake_quant_with_min_max_vars_per_channel_gradient(*of, **_narrow),
        [_dy, _x, _lows, _highs],
        values=lambda *of: _passed(*of, axes=0, most=15, least=1),
    ),
    _sample("QuantizeV2", lambda *of: quantize.quantize(*of, dtypes.quint8), [_x, _low, _high], batched=[0]),
    _sample("QuantizeV2", lambda *of: quantize.quantize(*of, dtypes.qint8, mode="MIN_FIRST"), [_x, _low, _high], batched=[0]),
    _sample(
        "QuantizeV2",
        lambda *of: quantize.quantize(*of, dtypes.qint8, mode="SCALED", round_mode="HALF_TO_EVEN"),
        [_ties / 32, np.float32(-4), np.float32(127 / 32)],
    ),
    _sample(
        "Dequantize",
        lambda q, low, high: quantize.dequantize(_as(dtypes.quint8)(q), low, high),
        [_bytes, _low, _high],
        batched=[0],
        values=lambda q, low, high: (q * np.float64(8 / 255) - 3).astype(np.float32),
    ),
    _sample(
        "Dequantize",
        lambda q, low, high: quantize.dequantize(_as(dtypes.qint8)(q), low, high, mode="SCALED"),
        [_bytes.view(np.int8), _low, _high],
        values=lambda q, low, high: (q * np.float64(5 / 127)).astype(np.float32),
    ),
    _sample(
        "QuantizeAndDequantizeV2",
        lambda *of: round_trip.quantize_and_dequantize(*of, range_given=True),
        [_x, _low, _high],
        batched=[0],
        values=_there_and_back,
    ),
    _sample(
        "QuantizeAndDequantizeV2",
        lambda *of: round_trip.quantize_and_dequantize(*of, num_bits=4, narrow_range=True),
        [-np.abs(_x), _low, _high],
        values=lambda x, low, high: np.rint(x / (-x.min() / 7)) * (-x.min() / 7),
    ),
    _sample(
        "QuantizeAndDequantizeV2",
        lambda *of: round_trip.quantize_and_dequantize(*of, False, 2, True, "HALF_UP"),
        [_ties, np.float32(0), np.float32(3)],
        values=lambda x, low, high: np.floor(np.clip(x, 0, 3) + 0.5),
    ),
    _sample(
        "QuantizeAndDequantizeV3",
        lambda *of: round_trip.V3(*of),
        [_x, _low, _high, np.int32(8)],
        batched=[0],
        values=_there_and_back,
    ),
    _sample(
        "QuantizeAndDequantizeV3",
        lambda *of: round_trip.V3(*of, range_given=False, narrow_range=True),
        [-np.abs(_x), _low, _high, np.int32(4)],
        values=lambda x, low, high, bits: np.rint(x / (-x.min() / 7)) * (-x.min() / 7),
    ),
    _sample(
        "QuantizeAndDequantizeV3",
        lambda *of: round_trip.V3(*of, signed_input=False),
        [_ties, np.float32(0), np.float32(3), np.int32(2)],
        values=lambda x, low, high, bits: np.rint(np.clip(x, 0, 3)),
    ),
    _sample(
        "QuantizedConcat",
        lambda axis, a, b: joining.quantized_concat(axis, [*map(_as(dtypes.quint8), (a, b))], [0.0, 0.0], [2.0, 1.0]),
        [np.int32(1), _bytes, _bytes[:, :1]],
        values=lambda axis, a, b, *limits: (
            np.concatenate([a, np.floor(b / 2 + 0.5)], axis).astype(np.uint8),
            np.float32(0),
            np.float32(2),
        ),
    ),
    _sample(
        "QuantizedConcat",
        lambda axis, a, b: joining.quantized_concat(axis, [*map(_as(dtypes.qint32), (a, b))], [-1.0, -1.0], [1.0, 1.0]),
        [np.int32(0), np.array([[1, -2]], np.int32), np.array([[3, 4]], np.int32)],
        values=lambda axis, a, b, *limits: (np.concatenate([a, b]), np.float32(-1), np.float32(1)),
    ),
    _sample("EncodeWav", encode_wav, [_sound, np.int32(8000)]),
    _sample("DecodeWav", lambda x: decode_wav(encode_wav(x, 8000)), [_sound]),
    _sample("DecodeWav", lambda x: decode_wav(encode_wav(x, 8000), 3, 5), [_sound]),
]
