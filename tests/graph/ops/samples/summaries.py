"""Samples of ops that make summaries of images, sound and tensors."""

import numpy as np
from support.op_samples import Sample, drawn

from headrace.formats.image import decode
from headrace.formats.proto.summary_pb2 import Summary
from headrace.graph.core.constants import constant
from headrace.graph.ops.summaries import audio, image, tensor

_numbers = np.arange(24, dtype=np.float32).reshape(1, 2, 4, 3) * 0.3 - 2
_sound = drawn((2, 6), 0, np.float32) / 3


def _decoded(serialized):
    """The tags and pixels of a summary of images: how PNG files are compressed is nobody's matter."""
    values = Summary.FromString(serialized[()]).value
    parts = [part for one in values for part in (one.tag.encode(), _pixels_of(one.image).tobytes())]
    return np.array(parts, object)


def _pixels_of(encoded):
    pixels = decode(encoded.encoded_image_string, encoded.colorspace)
    assert pixels.shape == (encoded.height, encoded.width, encoded.colorspace)
    return pixels


def _images(build, pixels):
    return Sample("ImageSummary", build, [pixels], read=_decoded)


SAMPLES = [
    _images(lambda x: image.image("i", x), _numbers),
    _images(lambda x: image.image("i", x, 1), np.concatenate([_numbers, _numbers + 2]).astype(np.uint8)),
    _images(
        lambda x: image.IMAGE_SUMMARY(constant("i"), x, bad_color=np.array([1, 2, 3], np.uint8)),
        np.where(np.arange(24).reshape(1, 2, 4, 3) == 7, np.float32(np.nan), _numbers),
    ),
    Sample("AudioSummaryV2", lambda x: audio.audio("a", x, 100), [_sound]),
    Sample("AudioSummaryV2", lambda x: audio.audio("a", x, 100, 1), [_sound]),
    Sample("TensorSummaryV2", lambda x: tensor.tensor_summary("t", x), [_sound]),
    Sample("TensorSummaryV2", lambda x: tensor.text("t", x), [np.array([b"a", b"b"], object)]),
]
