"""Spectrograms and coefficients: what is refused, and sounds of several channels."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.python.ops import gen_audio_ops as audio

SOUND = np.random.RandomState(1).rand(90, 2).astype(np.float32)


def test_each_channel_is_as_it_is_alone():
    with tf.Session() as session:
        both = session.run(audio.audio_spectrogram(SOUND, 16, 7))
        alone = [session.run(audio.audio_spectrogram(SOUND[:, k : k + 1], 16, 7))[0] for k in range(2)]
    assert both.tolist() == [one.tolist() for one in alone]


@pytest.mark.parametrize(("window", "stride"), [(1, 1), (0, 1), (-3, 1), (5, 0)])
def test_windows_and_strides_that_are_too_small_are_refused(window, stride):
    words = f"Spectrogram initialization failed for window size {window} and stride {stride}"
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError, match=words):
        session.run(audio.audio_spectrogram(SOUND, window, stride))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"dct_coefficient_count": 41}, r"at most as many as channels of the filterbank, 1 <= 41 <= 40"),
        ({"dct_coefficient_count": 0}, r"1 <= 0 <= 40"),
        ({"filterbank_channel_count": 0}, r"1 <= 13 <= 0"),
        ({"lower_frequency_limit": 5000}, r"0 <= 5000 < 4000"),
        ({"lower_frequency_limit": -1}, r"0 <= -1 < 4000"),
        ({"sample_rate": 0}, r"Mfcc initialization failed for channel count 9 and sample rate 0"),
        ({"upper_frequency_limit": 9001}, r"upper_frequency_limit must be below 8000 Hz, half the sample rate; got 9001"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(given, words):
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError, match=words):
        session.run(audio.mfcc(np.ones((1, 2, 9), np.float32), **{"sample_rate": 16000, **given}))


def test_one_frequency_has_no_coefficients():
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError, match="for channel count 1 and"):
        session.run(audio.mfcc(np.ones((1, 2, 1), np.float32), 16000))
