"""Programs with WAV files: the bytes that are written, what is read, and which files are refused."""

from __future__ import annotations

import struct

import numpy as np
from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)

SOUND = np.array(
    [[0, 0.5], [-0.5, 1], [1.5, -1.5], [-1, 1e-5], [np.nan, 0.1], [0.999985, -0.999985], [4.9e-5, 1.5e-5]], np.float32
)
SAMPLES = b"\0\x80\xff\x7f\1\0\2\0"


def wav(kind=1, channels=1, rate=8000, per_second=None, per_frame=None, bits=16, size=16, extra=b"", **parts):
    """The bytes of a file: its format as it is said, then chunks."""
    per_frame = channels * bits // 8 if per_frame is None else per_frame
    per_second = rate * per_frame if per_second is None else per_second
    told = struct.pack("<IHHIIHH", size, kind, channels, rate, per_second, per_frame, bits)
    body = parts.get("wave", b"WAVE") + parts.get("begin", b"fmt ") + told + extra
    for name, data in parts.get("chunks", [(b"data", SAMPLES)]):
        body += name + struct.pack("<I", len(data)) + data
    return parts.get("riff", b"RIFF") + struct.pack("<I", len(body)) + body


GOOD = wav()
FILES = {
    "empty": b"",
    "only a beginning": GOOD[:20],
    "a byte less": GOOD[:-1],
    "three bytes less": GOOD[:-3],
    "another begin": wav(riff=b"RIFX"),
    "no wave": wav(wave=b"WAVY"),
    "no format": wav(begin=b"fmx "),
    "floats": wav(kind=3),
    "bytes": wav(bits=8),
    "three bytes": wav(bits=24),
    "bytes per second": wav(per_second=5),
    "bytes per frame": wav(per_frame=5),
    "no channels": wav(channels=0),
    "a long format": wav(size=18, extra=b"\0\0"),
    "an odd format": wav(size=17, extra=b"\0"),
    "a longer format": wav(size=40, extra=b"\0" * 24),
    "a chunk before": wav(chunks=[(b"LIST", b"abc"), (b"data", SAMPLES)]),
    "a chunk behind": wav(chunks=[(b"data", SAMPLES), (b"LIST", b"abcd")]),
    "a chunk that is cut": wav(chunks=[(b"data", SAMPLES), (b"LIST", b"abcd")])[:-2],
    "a chunk's name that is cut": GOOD + b"LI",
    "no data": wav(chunks=[(b"LIST", b"abcd")]),
    "twice the data": wav(chunks=[(b"data", SAMPLES)] * 2),
    "half a sample": wav(chunks=[(b"data", b"abc")]),
    "no sample": wav(chunks=[(b"data", b"")]),
    "a chunk without end": GOOD[:36] + b"LIST\xff\xff\xff\xff" + GOOD[36:],
    "a great rate": wav(rate=1 << 31, per_second=0),
}


def _read(contents):
    def program(tf, session):
        return session.run(list(tf.audio.decode_wav(tf.constant(contents))))

    return program


for name in FILES:
    PROGRAMS[name] = _read(FILES[name])


@PROGRAMS
def written(tf, session):
    return [session.run(tf.audio.encode_wav(SOUND[:, :channels], 16000)) for channels in (1, 2)]


@PROGRAMS
def sizes(tf, session):
    return [
        session.run(tf.audio.decode_wav(tf.constant(wav(channels=channels)), *wanted).audio)
        for channels in (1, 2)
        for wanted in ((2,), (1,), (3,), (0,), (-1, 2), (-1, 6), (-1, 0), (1, 1))
    ]


@PROGRAMS
def shapes_and_names(tf):
    one = tf.audio.decode_wav(tf.placeholder(tf.string))
    two = tf.audio.decode_wav(tf.placeholder(tf.string, []), 2, 5, name="mine")
    written = tf.audio.encode_wav(tf.placeholder(tf.float32), 3)
    return [(x.name, str(x.shape)) for x in [*one, *two, written]] + [type(one).__name__, one._fields]


@PROGRAMS
def refused(tf, session):
    return [
        refusal(call)
        for call in (
            lambda: session.run(tf.audio.encode_wav(SOUND, 0)),
            lambda: session.run(tf.audio.encode_wav(SOUND, -1)),
            lambda: session.run(tf.audio.encode_wav(SOUND[:0], 8000)),
            lambda: tf.audio.encode_wav(SOUND[None], 8000),
            lambda: tf.audio.encode_wav(SOUND, [8000]),
            lambda: tf.audio.decode_wav(["a"]),
            lambda: tf.audio.decode_wav("a", desired_channels=-2),
            lambda: tf.audio.decode_wav("a", desired_samples=-3),
        )
    ]
