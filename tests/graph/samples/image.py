"""Samples of ops on pictures."""

import numpy as np
from support import golden
from support.op_samples import Sample

from headrace.graph.ops import image, image_arithmetic, image_codecs, image_decoders

_floats = np.random.default_rng(0).normal(size=(4, 5, 3)).astype(np.float32)
_bytes = np.random.default_rng(0).integers(0, 256, (4, 5, 3), dtype=np.uint8)


def _file(name):
    contents = np.empty((), object)
    contents[()] = (golden.FOLDER / "images" / name).read_bytes()
    return contents


SAMPLES = [
    Sample("AdjustContrastv2", image_arithmetic.ADJUST_CONTRAST, [_floats, np.float32(1.5)], gradient=False),
    Sample("DecodeBmp", image_decoders.decode_bmp, [_file("rgb24.bmp")], batched=()),
    Sample("DecodeGif", image_decoders.decode_gif, [_file("animated.gif")], batched=()),
    Sample("DecodeImage", image_decoders.decode_image, [_file("rgb.png")], batched=()),
    Sample("DecodeJpeg", image_codecs.decode_jpeg, [_file("rgb_420.jpg")], batched=()),
    Sample("DecodePng", image_codecs.decode_png, [_file("rgb.png")], batched=()),
    Sample("EncodeJpeg", image_codecs.encode_jpeg, [_bytes]),
    Sample("EncodePng", image_codecs.encode_png, [_bytes]),
    Sample("HeadraceMirror", lambda x, chosen: image_arithmetic.MIRROR(x, chosen, axis=-2), [_floats, np.bool_(True)]),
    Sample("HeadraceMirror", lambda x, chosen: image_arithmetic.MIRROR(x, chosen, axis=-3), [_bytes, np.bool_(True)]),
    Sample("HeadraceStandardize", image.per_image_standardization, [_floats]),
]
