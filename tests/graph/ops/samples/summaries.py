"""Samples of ops that make summaries of pictures, sound and tensors."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.summaries import audio, image, tensor

_pixels = np.arange(24, dtype=np.float32).reshape(1, 2, 4, 3) * 0.3 - 2
_sound = np.sin(np.arange(12, dtype=np.float32)).reshape(2, 6)

SAMPLES = [
    Sample("ImageSummary", lambda x: image.image("i", x), [_pixels]),
    Sample("ImageSummary", lambda x: image.image("i", x, 1), [(_pixels + 2).astype(np.uint8)]),
    Sample("AudioSummaryV2", lambda x: audio.audio("a", x, 100), [_sound]),
    Sample("TensorSummaryV2", lambda x: tensor.tensor_summary("t", x), [_sound]),
    Sample("TensorSummaryV2", lambda x: tensor.text("t", x), [np.array([b"a", b"b"], object)]),
]
