"""Samples of ops on images."""

import numpy as np
from support import golden
from support.op_samples import Sample, drawn

from headrace.formats import image
from headrace.graph.ops.image import adjust, codecs, decoders, distort
from headrace.graph.types import dtypes

_floats = drawn((4, 5, 3), 0, np.float32)
_bytes = np.random.RandomState(0).randint(0, 256, (4, 5, 3)).astype(np.uint8)


def _file(name):
    contents = np.empty((), object)
    contents[()] = (golden.DIRECTORY / "ops" / "images" / name).read_bytes()
    return contents


def _pixels(contents):
    return image.decode(contents[()], 0)


def _jpeg(build, tolerance):
    return Sample("DecodeJpeg", build, [_file("rgb_420.jpg")], batched=(), tolerance=tolerance)


_BLOCKS = np.kron(np.random.RandomState(0).randint(0, 256, (2, 3, 3)), np.ones((8, 8, 1), int)).astype(np.uint8)


def _encoded(build, tolerance, pixels=_BLOCKS):
    return Sample("EncodeJpeg", build, [pixels], read=_pixels_and_order, tolerance=tolerance)


def _pixels_and_order(contents):
    """The pixels of a JPEG file, and whether it comes in passes."""
    return np.append(_pixels(contents), np.uint8(255 * (b"\xff\xc2" in contents[()])))


SAMPLES = [
    Sample("AdjustContrastv2", distort.ADJUST_CONTRAST, [_floats, np.float32(1.5)], gradient=False, twins=False),
    Sample(
        "AdjustContrastv2",
        distort.ADJUST_CONTRAST,
        [_floats.astype(np.float16), np.float32(1.5)],
        gradient=False,
        values=lambda x, factor: ((x - x.mean((0, 1), np.float32)) * factor + x.mean((0, 1), np.float32)).astype(np.float16),
    ),
    Sample("DecodeBmp", decoders.decode_bmp, [_file("rgb.bmp")], batched=()),
    Sample("DecodeGif", decoders.decode_gif, [_file("two_frames.gif")], batched=()),
    Sample("DecodeImage", decoders.decode_image, [_file("rgb.png")], batched=()),
    _jpeg(codecs.decode_jpeg, 4),  # TensorFlow's inverse transform is less exact unless it is told
    _jpeg(lambda x: codecs.decode_jpeg(x, channels=1, dct_method="INTEGER_ACCURATE"), 0),
    _jpeg(lambda x: codecs.decode_jpeg(x, try_recover_truncated=True), 4),
    _jpeg(lambda x: codecs.decode_jpeg(x, ratio=4), 6),  # ... and makes images smaller before it rather than after
    Sample("DecodePng", codecs.decode_png, [_file("rgb.png")], batched=()),
    _encoded(codecs.encode_jpeg, 2),
    _encoded(lambda x: codecs.encode_jpeg(x, quality=20), 2),
    _encoded(lambda x: codecs.encode_jpeg(x, progressive=True), 2),
    _encoded(lambda x: codecs.encode_jpeg(x, optimize_size=True), 2),
    _encoded(lambda x: codecs.encode_jpeg(x, chroma_downsampling=False), 2),
    Sample("EncodePng", codecs.encode_png, [_bytes], read=_pixels),
    Sample("EncodePng", lambda x: codecs.encode_png(x, compression=9), [_bytes], read=_pixels),
    Sample("DecodeBmp", lambda x: decoders.decode_bmp(x, channels=3), [_file("rgb.bmp")], batched=()),
    Sample("DecodePng", lambda x: codecs.decode_png(x, channels=1), [_file("rgb.png")], batched=()),
    Sample("DecodePng", lambda x: codecs.decode_png(x, dtype=dtypes.uint16), [_file("gray16.png")], batched=()),
    Sample("DecodeImage", lambda x: decoders.decode_image(x, channels=1, dtype=dtypes.float32), [_file("rgb.png")], batched=()),
    Sample("DecodeImage", lambda x: decoders.decode_image(x, expand_animations=False), [_file("two_frames.gif")], batched=()),
    Sample("HeadraceMirror", lambda x, chosen: distort.MIRROR(x, chosen, axis=-2), [_floats, np.bool_(True)]),
    Sample("HeadraceMirror", lambda x, chosen: distort.MIRROR(x, chosen, axis=-3), [_bytes, np.bool_(True)]),
    Sample("HeadraceStandardize", adjust.per_image_standardization, [_floats]),
]
