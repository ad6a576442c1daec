"""Programs on JPEG files: which pixels they give, and which bytes they write, to the last bit."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)
IMAGES = Path(__file__).resolve().parents[3] / "golden" / "images"
FILES = {name: (IMAGES / (name + ".jpg")).read_bytes() for name in ("rgb_420", "odd_422", "progressive", "gray", "cmyk")}
_ADOBE = FILES["cmyk"].index(b"\xff\xee")
FILES["cmyk, not of Adobe's"] = FILES["cmyk"][:_ADOBE] + FILES["cmyk"][_ADOBE + 16 :]
METHODS = ("", "INTEGER_FAST", "INTEGER_ACCURATE")
PIXELS = np.add.outer(np.arange(0, 200, 5), np.arange(50))[..., None] * np.array([1, 2, 3]) % 251
PIXELS = (PIXELS + np.random.RandomState(0).randint(0, 5, PIXELS.shape)).astype(np.uint8)


def short(data):
    return hashlib.sha1(data).hexdigest()[:12]


def seen(tf, tensors):
    """Shape and digest of each, or the class of its error."""
    with tf.Session() as session:

        def of(tensor):
            try:
                value = session.run(tensor)
            except tf.errors.OpError as error:
                return type(error).__name__
            return short(value) if isinstance(value, bytes) else [list(value.shape), short(value.tobytes())]

        return [of(tensor) for tensor in tensors]


@PROGRAMS
def pixels(tf):
    return {
        f"{name}, {channels}, {method}": seen(
            tf,
            [
                tf.image.decode_jpeg(data, channels=channels, ratio=ratio, fancy_upscaling=fancy, dct_method=method)
                for ratio in (1, 2, 4, 8)
                for fancy in (True, False)
            ],
        )
        for name, data in sorted(FILES.items())
        for channels in (0, 1, 3)
        for method in METHODS
    }


@PROGRAMS
def damaged(tf):
    """Most damage can be borne: what is there is given."""
    found = {}
    for name in ("rgb_420", "odd_422", "progressive"):
        data = FILES[name]
        flipped = [data[:at] + bytes([255 - data[at]]) + data[at + 1 :] for at in range(600, len(data), 41)]
        cut = [data[:end] for end in range(30, len(data), 150)]
        found[name] = seen(tf, [tf.image.decode_jpeg(one, channels=3) for one in flipped + cut])
    return found


@PROGRAMS
def of_other_ops(tf):
    decoders = [tf.image.decode_image, tf.image.decode_png, tf.image.decode_gif]
    return {name: seen(tf, [decode(data) for decode in decoders]) for name, data in sorted(FILES.items())}


@PROGRAMS
def a_ratio_counts_for_jpeg_files_alone(tf):
    png = (IMAGES / "rgb.png").read_bytes()
    return seen(tf, [tf.image.decode_jpeg(png, ratio=ratio) for ratio in (1, 2)])


@PROGRAMS
def files(tf):
    options = [
        {},
        {"quality": 50},
        {"quality": 0},
        {"progressive": True},
        {"optimize_size": True},
        {"chroma_downsampling": False},
        {"density_unit": "cm", "x_density": 100, "y_density": 50},
        {"x_density": 65535, "y_density": 0},
        {"xmp_metadata": "what it shows"},
        {"xmp_metadata": "x" * 65504},
    ]
    gray = [tf.image.encode_jpeg(PIXELS[..., :1], **more) for more in options]
    return seen(tf, [tf.image.encode_jpeg(PIXELS, **more) for more in options] + gray)


@PROGRAMS
def qualities(tf):
    return seen(tf, [tf.image.adjust_jpeg_quality(PIXELS, quality) for quality in (101, 100, 90, 30, 1, 0, -1)])


@PROGRAMS
def files_refused(tf):
    late = [tf.image.encode_jpeg(PIXELS, xmp_metadata="x" * 65505), tf.image.encode_jpeg(PIXELS, x_density=65536)]
    return seen(tf, late) + [refusal(lambda: tf.image.encode_jpeg(PIXELS, density_unit="mm"))[0]]
