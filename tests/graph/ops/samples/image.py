"""Samples of ops on pictures."""

import numpy as np
from support import golden
from support.op_samples import Sample

from headrace.graph.ops.image import adjust, codecs, decoders, distort

_floats = np.random.default_rng(0).normal(size=(4, 5, 3)).astype(np.float32)
_bytes = np.random.default_rng(0).integers(0, 256, (4, 5, 3), dtype=np.uint8)


def _file(name):
    contents = np.empty((), object)
    contents[()] = (golden.FOLDER / "images" / name).read_bytes()
    return contents


SAMPLES = [
    Sample("AdjustContrastv2", distort.ADJUST_CONTRAST, [_floats, np.float32(1.5)], gradient=False),
    Sample("DecodeBmp", decoders.decode_bmp, [_file("rgb24.bmp")], batched=()),
    Sample("DecodeGif", decoders.decode_gif, [_file("animated.gif")], batched=()),
    Sample("DecodeImage", decoders.decode_image, [_file("rgb.png")], batched=()),
    Sample("DecodeJpeg", codecs.decode_jpeg, [_file("rgb_420.jpg")], batched=()),
    Sample("DecodePng", codecs.decode_png, [_file("rgb.png")], batched=()),
    Sample("EncodeJpeg", codecs.encode_jpeg, [_bytes]),
    Sample("EncodePng", codecs.encode_png, [_bytes]),
    Sample("HeadraceMirror", lambda x, chosen: distort.MIRROR(x, chosen, axis=-2), [_floats, np.bool_(True)]),
    Sample("HeadraceMirror", lambda x, chosen: distort.MIRROR(x, chosen, axis=-3), [_bytes, np.bool_(True)]),
    Sample("HeadraceStandardize", adjust.per_image_standardization, [_floats]),
]
