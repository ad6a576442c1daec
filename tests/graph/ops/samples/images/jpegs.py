"""Samples of JPEG files: parts of their pictures, their sizes, files of a given quality."""

import numpy as np
from support import golden
from support.op_samples import Sample

from headrace.formats import image
from headrace.graph.ops.jpeg import files, quality
from headrace.graph.types import dtypes

_contents = np.empty((), object)
_contents[()] = (golden.DIRECTORY / "ops" / "images" / "rgb_420.jpg").read_bytes()
_window = np.array([1, 2, 5, 4], np.int32)
_blocks = np.kron(np.random.RandomState(0).randint(0, 256, (2, 3, 3)), np.ones((8, 8, 1), int)).astype(np.uint8)


def _crop(tolerance, **attributes):
    return Sample(
        "DecodeAndCropJpeg",
        lambda x, window: files.decode_and_crop_jpeg(x, window, **attributes),
        [_contents, _window],
        batched=(1,),
        tolerance=tolerance,
    )


SAMPLES = [
    _crop(0, channels=1, dct_method="INTEGER_ACCURATE"),
    _crop(4, channels=1),  # TensorFlow's inverse transform is less exact unless it is told
    _crop(0, channels=1, dct_method="INTEGER_ACCURATE", try_recover_truncated=True, acceptable_fraction=0.5),
    Sample(
        "DecodeAndCropJpeg",
        lambda x, window: files.decode_and_crop_jpeg(x, window, channels=1, ratio=2, fancy_upscaling=False),
        [_contents, np.array([0, 1, 2, 2], np.int32)],
        batched=(1,),
        tolerance=8,  # ... and makes images smaller before it rather than after
    ),
    Sample("ExtractJpegShape", files.extract_jpeg_shape, [_contents], batched=()),
    Sample("ExtractJpegShape", lambda x: files.extract_jpeg_shape(x, output_type=dtypes.int64), [_contents], batched=()),
    Sample(
        "EncodeJpegVariableQuality",
        quality.ENCODE_JPEG_VARIABLE_QUALITY,
        [_blocks, np.int32(80)],
        read=lambda contents: image.decode(contents[()], 0),
        tolerance=2,
    ),
]
