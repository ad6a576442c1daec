"""Programs with spectrograms and cepstral coefficients, and what they refuse."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import module, refusal

PROGRAMS = Programs(results)

_sound = (np.sin(np.arange(700) ** 2 / 900.0)[:, None] / 2).astype(np.float32)


@PROGRAMS
def spectrograms(tf, session):
    audio = module(tf, "contrib.framework.python.ops.audio_ops")
    found = [
        audio.audio_spectrogram(_sound, window_size=128, stride=64, magnitude_squared=True),
        audio.audio_spectrogram(_sound, 100, 30, name="own"),
        audio.audio_spectrogram(_sound, 2, 5, True),
        audio.audio_spectrogram(_sound, 257, 101),
        audio.audio_spectrogram(_sound, 800, 3),
    ]
    fed = tf.placeholder(tf.float32)
    refused = [
        refusal(lambda: audio.audio_spectrogram(_sound[:, 0], 10, 1)),
        refusal(lambda: session.run(audio.audio_spectrogram(fed, 10, 1), {fed: _sound[:, 0]})),
    ]
    return session.run(found), [(one.name, one.shape.as_list()) for one in found], refused


@PROGRAMS
def coefficients(tf, session):
    audio = module(tf, "contrib.framework.python.ops.audio_ops")
    loud = audio.audio_spectrogram(_sound, 128, 64, True)
    found = [
        audio.mfcc(loud, 16000, dct_coefficient_count=40),
        audio.mfcc(loud, tf.constant(8000), name="own"),
        audio.mfcc(loud, 8000, 3000, 100, 20, 20),
        audio.mfcc(loud, 22050, lower_frequency_limit=0, filterbank_channel_count=300),
        audio.mfcc(tf.zeros_like(loud), 16000),
    ]
    fed = tf.placeholder_with_default(np.int32([8000]), None)
    refused = [
        refusal(lambda: audio.mfcc(_sound, 8000)),
        refusal(lambda: audio.mfcc(loud, [8000])),
        refusal(lambda: session.run(audio.mfcc(loud, fed))),
    ]
    return session.run(found), [(one.name, one.shape.as_list()) for one in found], refused
