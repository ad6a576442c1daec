"""tf.contrib.framework.python.ops.audio_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sound.wav import decode_wav as decode_wav
from headrace.graph.ops.sound.wav import encode_wav as encode_wav

__all__ = [
    "decode_wav",
    "encode_wav",
]
