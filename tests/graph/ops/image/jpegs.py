"""Programs on JPEG files and on glimpses of images: what they give and what they refuse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)
IMAGES = Path(__file__).resolve().parents[3] / "golden" / "images"
FILE = (IMAGES / "rgb_420.jpg").read_bytes()
GRAY = (IMAGES / "gray.jpg").read_bytes()
PNG = (IMAGES / "rgb.png").read_bytes()


def run(tf, *fetched):
    with tf.Session() as session:
        return [[one.shape.as_list() if one.shape.ndims is not None else None, session.run(one)] for one in fetched]


def unknown(tf, value):
    return tf.placeholder_with_default(value, None)


def cropped(tf, window, contents=FILE, **more):
    return tf.image.decode_and_crop_jpeg(contents, window, dct_method="INTEGER_ACCURATE", **more)


@PROGRAMS
def parts(tf):
    """Of one channel: TensorFlow makes up colors at the edges of a window as at those of a picture."""
    found = [
        cropped(tf, [0, 0, 3, 4], channels=1),
        cropped(tf, [5, 3, 2, 7], channels=1),
        cropped(tf, unknown(tf, [1, 2, 3, 4]), channels=1),
        cropped(tf, [1, 2, 3, 4], PNG),
        cropped(tf, [0, 1, 2, 2], GRAY),
        tf.io.decode_and_crop_jpeg(FILE, tf.stack([0, 0, 2, tf.placeholder_with_default(2, [])]), channels=1, name="part"),
    ]
    return run(tf, *found[:-1]) + [found[-1].name, found[-1].shape.as_list(), found[0].name]


@PROGRAMS
def parts_refused(tf):
    calls = [
        lambda: cropped(tf, [0, 0, 3, -4]).shape,
        lambda: cropped(tf, [0, 0, 3]),
        lambda: cropped(tf, [[0, 0, 3, 4]]),
        lambda: cropped(tf, [0, 0, 3, 4], [FILE]),
        lambda: cropped(tf, [0, 0, 3, 4], channels=-1),
    ]
    fed = [
        (FILE, [-1, 0, 3, 4], {}),
        (FILE, [0, 0, 0, 4], {}),
        (FILE, [0, 0, 4, 0], {}),
        (FILE, [0, 0, 1000, 4], {}),
        (FILE, [1, 0, 1, 2**30], {}),
        (FILE, [6, 0, 4, 4], {"ratio": 8}),
        (FILE, [0, 0, 3], {}),
        (FILE, [[0, 0, 3, 4]], {}),
        ([FILE], [0, 0, 3, 4], {}),
        (FILE[:20], [0, 0, 3, 4], {}),
        (FILE, [0, 0, 3, 4], {"channels": 2}),
        (FILE, [0, 0, 3, 4], {"channels": 4}),
        (FILE, [0, 0, 3, 4], {"ratio": 3}),
    ]
    late = [(lambda one=one: run(tf, cropped(tf, unknown(tf, one[1]), unknown(tf, one[0]), **one[2]))) for one in fed]
    late.append(lambda: run(tf, tf.image.decode_and_crop_jpeg(FILE, [0, 0, 1, 1], dct_method="SLOW")))
    return [first_words(refusal(call)) for call in (*calls, *late)]


def first_words(found):
    """The class, and the words that are TensorFlow's: of windows that do not fit, and of nodes, more is said here."""
    kind, words = found[:2]
    return [kind, words.partition(":")[0].partition(";")[0].partition(" for '")[0]]


@PROGRAMS
def sizes(tf):
    found = [
        tf.image.extract_jpeg_shape(FILE),
        tf.io.extract_jpeg_shape(unknown(tf, GRAY), output_type=tf.int64, name="one"),
        tf.image.extract_jpeg_shape(FILE[: len(FILE) // 2]),
    ]
    return [*run(tf, *found), *(one.name for one in found)]


@PROGRAMS
def sizes_refused(tf):
    contents = [FILE[:30], b"", PNG, b"BM000", b"no file", b"\xff\xd8\xff", [FILE]]
    late = [(lambda one=one: run(tf, tf.image.extract_jpeg_shape(unknown(tf, one)))) for one in contents]
    calls = [
        lambda: tf.image.extract_jpeg_shape([FILE]),
        lambda: tf.image.extract_jpeg_shape(FILE, output_type=tf.float32),
    ]
    return [refusal(call) for call in calls] + [refusal(call)[:2] for call in late]


@PROGRAMS
def kinds(tf):
    found = [tf.image.is_jpeg(one) for one in (FILE, PNG, b"", b"\xff\xd8", [[FILE, PNG]])]
    return [*run(tf, *found), found[0].name, tf.io.is_jpeg(FILE, name="one").name]


PLAIN = np.kron(np.random.RandomState(3).randint(0, 256, (2, 3, 3)), np.ones((8, 8, 1), int)).astype(np.uint8)


@PROGRAMS
def qualities(tf):
    found = tf.image.adjust_jpeg_quality(PLAIN, 90)
    again = tf.image.adjust_jpeg_quality((PLAIN / 255).astype(np.float32), tf.constant(100))
    shapes = [found.shape.as_list(), tf.image.random_jpeg_quality(PLAIN, 5, 6).shape.as_list()]
    return [*run(tf, again), shapes, again.dtype.name, found.name, again.name]


@PROGRAMS
def qualities_refused(tf):
    calls = [
        lambda: tf.image.adjust_jpeg_quality(PLAIN[None], 50),
        lambda: tf.image.random_jpeg_quality(PLAIN, -1, 5),
        lambda: tf.image.random_jpeg_quality(PLAIN, 5, 101),
        lambda: tf.image.random_jpeg_quality(PLAIN, 5, 5),
        lambda: tf.image.random_jpeg_quality(PLAIN, 6, 5),
    ]
    late = [
        tf.image.adjust_jpeg_quality(unknown(tf, PLAIN[None]), 50),
        tf.image.adjust_jpeg_quality(PLAIN, unknown(tf, [50])),
        tf.image.adjust_jpeg_quality(PLAIN[..., :2], 50),
        tf.image.adjust_jpeg_quality(PLAIN[:0], 50),
    ]
    float_quality = refusal(lambda: tf.image.adjust_jpeg_quality(PLAIN, 50.0))[0]
    return [
        *(refusal(call) for call in calls),
        *(first_words(refusal(lambda one=one: run(tf, one))) for one in late),
        float_quality,
    ]


IMAGE = (np.arange(6)[:, None] * 10 + np.arange(7) + 1).astype(np.float32).reshape(1, 6, 7, 1)


def glimpse_op(tf, images, size, places, noise, normalized=True, centered=True, uniform_noise=False):
    """The op itself: functions cannot say which noise."""
    inputs = [tf.convert_to_tensor(one) for one in (images, size, np.array(places, np.float32))]
    flags = {"normalized": normalized, "centered": centered, "uniform_noise": uniform_noise}
    attributes = {name: tf.AttrValue(b=value) for name, value in flags.items()}
    attributes["noise"] = tf.AttrValue(s=noise)
    return tf.get_default_graph().create_op("ExtractGlimpse", inputs, [tf.float32], attrs=attributes).outputs[0]


OFFSETS = [[0, 0], [0.5, -0.5], [1, 1], [-0.9, 0.9], [3, 3], [float("nan"), 0]]
PIXELS = [[2, 3], [-1, 5], [1.5, 2.7], [-0.5, -1.5], [5.2, 0]]


@PROGRAMS
def glimpses(tf):
    """What is outside is 0, which only the op can be told."""
    found = []
    for size in ([3, 3], [2, 4], [8, 9], [0, 3]):
        for normalized, places in ((True, OFFSETS), (False, PIXELS)):
            for centered in (True, False):
                images = np.repeat(IMAGE, len(places), 0)
                found.append(glimpse_op(tf, images, size, places, b"zero", normalized, centered))
    inside = tf.image.extract_glimpse(np.concatenate([IMAGE, -IMAGE], 3), [2, 3], [[0.2, 0.1]])
    late = tf.image.extract_glimpse(IMAGE, unknown(tf, [2, 3]), unknown(tf, [[0.2, 0.1]]), uniform_noise=False, name="one")
    return [*run(tf, *found, inside, late), inside.name, late.name]


@PROGRAMS
def noise(tf):
    """In the range of each image, of that mean, and other each time."""
    facts = []
    images = np.concatenate([IMAGE, IMAGE * -5 + 300])
    far = np.full((2, 2), 9, np.float32)
    fed = tf.placeholder(tf.float32, images.shape)
    for kind in (b"uniform", b"gaussian"):
        glimpse = glimpse_op(tf, fed, [80, 80], far, kind)
        with tf.Session() as session:
            one, other = session.run(glimpse, {fed: images}), session.run(glimpse, {fed: images})
        for k, image in enumerate(images):
            drawn = one[k]
            spread = image.max() - image.min()
            facts += [abs(drawn.mean() - (image.max() + image.min()) / 2) < spread / 30, drawn.min() >= image.min()]
            facts += [drawn.max() <= image.max(), drawn.max() - drawn.min() > spread * 0.95]
            facts += [abs((drawn == image.max()).mean() - (0.052 if kind == b"gaussian" else 0)) < 0.02]
        facts += [not np.array_equal(one, other)]
    return [[bool(fact) for fact in facts]]


@PROGRAMS
def glimpses_refused(tf):
    place = np.zeros((1, 2), np.float32)
    calls = [
        lambda: tf.image.extract_glimpse(IMAGE[0], [3, 3], place),
        lambda: tf.image.extract_glimpse(IMAGE, [3], place),
        lambda: tf.image.extract_glimpse(IMAGE, [3, -3], place).shape,
        lambda: tf.image.extract_glimpse(IMAGE, [3, 3], np.zeros((2, 2), np.float32)),
        lambda: tf.image.extract_glimpse(IMAGE, [3, 3], np.zeros((1, 3), np.float32)),
        lambda: tf.image.extract_glimpse(IMAGE, [3, 3], place[0]),
        lambda: tf.image.extract_glimpse(tf.zeros([1, 2, 2, 1], tf.float64), [3, 3], place),
        lambda: glimpse_op(tf, IMAGE, [3, 3], place, b"zero", uniform_noise=True),
    ]
    late = [
        tf.image.extract_glimpse(unknown(tf, IMAGE[0]), [3, 3], place),
        tf.image.extract_glimpse(IMAGE, unknown(tf, [3]), place),
        tf.image.extract_glimpse(IMAGE, unknown(tf, [[3, 3]]), place),
        tf.image.extract_glimpse(IMAGE, [3, 3], unknown(tf, np.zeros((2, 2), np.float32))),
        tf.image.extract_glimpse(IMAGE, [3, 3], unknown(tf, np.zeros((1, 3), np.float32))),
        tf.image.extract_glimpse(IMAGE, [3, 3], unknown(tf, place[0])),
        glimpse_op(tf, IMAGE, [3, 3], place, b"loud"),
    ]
    images = tf.constant(IMAGE)
    slopes = tf.gradients(tf.image.extract_glimpse(images, [3, 3], place), images)
    return [first_words(refusal(call)) for call in [*calls, *((lambda one=one: run(tf, one)) for one in late)]] + [slopes]


@PROGRAMS
def sizes_of_images(tf):
    """To the last bit."""
    found = []
    for kind, top in ((np.uint8, 256), (np.float32, 10**6)):
        for shape, size in (((1, 9, 7, 3), [4, 5]), ((2, 3, 5, 1), [7, 8]), ((1, 5, 6, 2), [3, 13]), ((1, 7, 9, 4), [5, 4])):
            images = np.random.RandomState(1).randint(0, top, shape).astype(kind) / kind(3 if top > 256 else 1)
            images = images.astype(kind)
            for resize in (tf.image.resize_bilinear, tf.image.resize_bicubic):
                for corners, halves in ((False, False), (True, False), (False, True)):
                    found.append(resize(images, size, align_corners=corners, half_pixel_centers=halves))
            found += [tf.image.resize_area(images, size, align_corners=corners) for corners in (False, True)]
    with tf.Session() as session:
        return [value.astype(">f4").tobytes().hex() for value in session.run(found)]
