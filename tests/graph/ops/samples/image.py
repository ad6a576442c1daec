"""Samples of ops on images."""

import struct
import zlib

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


def _whole_pixels(contents):
    """The pixels of a PNG file of 16 bits, of which Pillow takes half."""
    data, at, parts = contents[()], 8, {}
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        parts[kind] = parts.get(kind, b"") + data[at + 8 : at + 8 + size]
        at += 12 + size
    width, height, depth, color = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    rows = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(height, -1).astype(int)
    step = {0: 1, 2: 3, 4: 2, 6: 4}[color] * depth // 8
    found = np.zeros((1 + height, step + rows.shape[1] - 1), int)  # what is before the first row and element is 0
    for row, (kind, *filtered) in enumerate(rows.tolist(), 1):
        for at, element in enumerate(filtered, step):
            left, above, corner = found[row, at - step], found[row - 1, at], found[row - 1, at - step]
            nearest = min((left, above, corner), key=lambda one: abs(left + above - corner - one))
            found[row, at] = (element + (0, left, above, (left + above) // 2, nearest)[kind]) % 256
    return found[1:, step:].astype(np.uint8).reshape(-1).view(">u2").astype(np.uint16).reshape(height, width, -1)


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
    Sample("EncodePng", codecs.encode_png, [_bytes.astype(np.uint16) * 257 + 1], read=_whole_pixels),
    Sample("DecodeBmp", lambda x: decoders.decode_bmp(x, channels=3), [_file("rgb.bmp")], batched=()),
    Sample("DecodePng", lambda x: codecs.decode_png(x, channels=1), [_file("rgb.png")], batched=()),
    Sample("DecodePng", lambda x: codecs.decode_png(x, dtype=dtypes.uint16), [_file("gray16.png")], batched=()),
    Sample("DecodeImage", lambda x: decoders.decode_image(x, channels=1, dtype=dtypes.float32), [_file("rgb.png")], batched=()),
    Sample("DecodeImage", lambda x: decoders.decode_image(x, expand_animations=False), [_file("two_frames.gif")], batched=()),
    Sample("HeadraceMirror", lambda x, chosen: distort.MIRROR(x, chosen, axis=-2), [_floats, np.bool_(True)]),
    Sample("HeadraceMirror", lambda x, chosen: distort.MIRROR(x, chosen, axis=-3), [_bytes, np.bool_(True)]),
    Sample("HeadraceStandardize", adjust.per_image_standardization, [_floats]),
]
