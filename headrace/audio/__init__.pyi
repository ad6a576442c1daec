"""tf.audio: WAV files as samples of sound, and the other way round. Made by `make names`."""

from headrace.graph.ops.sound.wav import decode_wav as decode_wav
from headrace.graph.ops.sound.wav import encode_wav as encode_wav

__all__ = [
    "decode_wav",
    "encode_wav",
]
