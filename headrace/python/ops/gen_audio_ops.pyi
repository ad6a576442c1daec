"""tf.python.ops.gen_audio_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sound.features import audio_spectrogram as audio_spectrogram
from headrace.graph.ops.sound.wav import decode_wav as decode_wav
from headrace.graph.ops.sound.wav import encode_wav as encode_wav
from headrace.graph.ops.sound.features import mfcc as mfcc

__all__ = [
    "audio_spectrogram",
    "decode_wav",
    "encode_wav",
    "mfcc",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
