"""Programs on images: colors, measures, turned images, crops; what they give and what they refuse."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)


def drawn(shape, seed, least=0.0, most=1.0):
    return (np.random.RandomState(seed).randint(0, 1001, shape) / 1000 * (most - least) + least).astype(np.float32)


def of_bytes(shape, seed):
    return np.random.RandomState(seed).randint(0, 256, shape).astype(np.uint8)


def run(tf, *fetched):
    with tf.Session() as session:
        return [[one.shape.as_list() if one.shape.ndims is not None else None, session.run(one)] for one in fetched]


def unknown(tf, value):
    return tf.placeholder_with_default(value, None)


COLORS = drawn((2, 3, 4, 3), 1)
GRAY = np.array([[[0.5, 0.5, 0.5], [0, 0, 0], [1, 1, 0.25], [0, 1, 1], [0.2, 0.7, 0.2], [0.7, 0.2, 0.7]]], np.float32)


@PROGRAMS
def hue_saturation_value(tf):
    there = tf.image.rgb_to_hsv(COLORS)
    odd = tf.image.rgb_to_hsv(GRAY - 0.1)
    return run(tf, there, tf.image.hsv_to_rgb(there), odd, tf.image.hsv_to_rgb(drawn((5, 3), 2, -0.5, 1.5)))


@PROGRAMS
def hue_gradients(tf):
    many = [tf.constant(COLORS), tf.constant(GRAY), tf.constant(GRAY - 0.1)]
    slopes = [tf.gradients(tf.image.rgb_to_hsv(x) * np.float32([1, 2, 3]), x)[0] for x in many]
    return run(tf, *slopes)


@PROGRAMS
def television(tf):
    kinds = [tf.image.rgb_to_yiq, tf.image.yiq_to_rgb, tf.image.rgb_to_yuv, tf.image.yuv_to_rgb]
    return run(tf, *(kind(COLORS) for kind in kinds)) + run(tf, *(kind(COLORS[0, 0].astype(np.float64)) for kind in kinds))


@PROGRAMS
def colors_refused(tf):
    calls = [
        lambda: tf.image.rgb_to_hsv(np.zeros((2, 4), np.float32)),
        lambda: tf.image.rgb_to_hsv(np.float32(1)),
        lambda: tf.image.hsv_to_rgb(of_bytes((2, 3), 0)),
        lambda: run(tf, tf.image.rgb_to_hsv(unknown(tf, np.zeros((2, 4), np.float32)))),
        lambda: run(tf, tf.image.rgb_to_hsv(unknown(tf, np.float32(1)))),
        lambda: tf.image.rgb_to_yiq(np.zeros((2, 4), np.float32)),
        lambda: tf.image.rgb_to_yuv(unknown(tf, COLORS)),
    ]
    return [refusal(call) for call in calls]


@PROGRAMS
def gamma(tf):
    found = [
        tf.image.adjust_gamma(COLORS, 0.5, 1.5),
        tf.image.adjust_gamma(of_bytes((2, 3, 3), 1), gamma=2.0, gain=0.75),
        tf.image.adjust_gamma(COLORS[0], tf.constant(2.0)),
        tf.image.adjust_gamma(COLORS[0]),
    ]
    return run(tf, *found)


@PROGRAMS
def gamma_refused(tf):
    negative = tf.image.adjust_gamma(COLORS, tf.constant(-1.0))
    return [refusal(lambda: tf.image.adjust_gamma(COLORS, -1)), refusal(lambda: run(tf, negative))[0]]


@PROGRAMS
def turned(tf):
    x, batch = of_bytes((2, 3, 1), 1), of_bytes((2, 3, 2, 1), 2)
    found = [tf.image.rot90(x, k) for k in range(-1, 5)] + [tf.image.rot90(batch, k) for k in range(4)]
    found += [tf.image.rot90(x), tf.image.rot90(batch[:, :2], tf.placeholder_with_default(3, []))]
    found += [tf.image.transpose(x), tf.image.transpose_image(batch)]
    return run(tf, *found)


@PROGRAMS
def turned_gradients(tf):
    x = tf.constant(drawn((2, 3, 1), 1))
    weights = drawn((3, 2, 1), 2)
    return run(tf, *(tf.gradients(tf.image.rot90(x, k) * weights, x)[0] for k in (1, 3)))


@PROGRAMS
def turned_refused(tf):
    calls = [
        lambda: tf.image.rot90(np.zeros((2, 2), np.float32)),
        lambda: tf.image.rot90(np.zeros((1, 1, 2, 2, 3), np.float32)),
        lambda: tf.image.rot90(np.zeros((2, 2, 3), np.float32), [1]),
        lambda: tf.image.transpose(np.zeros((2, 2), np.float32)),
    ]
    return [[kind, words.replace(" (shape (2, 2))", "")] for kind, words in map(refusal, calls)]


@PROGRAMS
def noise_ratio(tf):
    one, other = COLORS, drawn((2, 3, 4, 3), 3)
    found = [
        tf.image.psnr(one, other, 1.0),
        tf.image.psnr(of_bytes((5, 4, 3), 1), of_bytes((5, 4, 3), 2), max_val=255),
        tf.image.psnr(one[:, None], other[None], 1.0),
    ]
    return run(tf, *found)


@PROGRAMS
def structure(tf):
    one, other = drawn((2, 16, 17, 2), 4), drawn((2, 16, 17, 2), 5)
    mixed = (one * 0.8 + other * 0.2).astype(np.float32)
    found = [
        tf.image.ssim(tf.constant(one), tf.constant(mixed), 1.0),
        tf.image.ssim(tf.constant(one), tf.constant(mixed), 1.0, filter_size=5, filter_sigma=0.8, k1=0.02, k2=0.05),
        tf.image.ssim(tf.constant(of_bytes((12, 11, 1), 1)), tf.constant(of_bytes((12, 11, 1), 2)), 255),
        tf.image.ssim_multiscale(one, mixed, 1.0, power_factors=(0.4, 0.6), filter_size=5),
        tf.image.ssim_multiscale(one[:, :13, :15], mixed[:, :13, :15], 1.0, power_factors=[0.2, 0.3, 0.5], filter_size=3),
    ]
    return run(tf, *found)


@PROGRAMS
def measures_refused(tf):
    one = tf.constant(drawn((2, 16, 17, 2), 4))
    calls = [
        lambda: tf.image.psnr(one, one[:, 1:], 1.0),
        lambda: tf.image.ssim(one, tf.concat([one, one[:1]], 0), 1.0),
        lambda: tf.image.ssim(one[0, 0], one[0, 0], 1.0),
        lambda: tf.image.total_variation(one[0, 0]),
        lambda: tf.image.image_gradients(one[0]),
    ]
    found = [
        tf.image.ssim(unknown(tf, one[:, 8:]), unknown(tf, one[:, 8:]), 1.0),
        tf.image.psnr(unknown(tf, one), unknown(tf, one[:, 1:]), 1.0),
    ]
    return [refusal(call) for call in calls] + [refusal(lambda fetched=fetched: run(tf, fetched))[0] for fetched in found]


@PROGRAMS
def changes(tf):
    x, numbers = tf.constant(drawn((2, 4, 3, 2), 6)), tf.constant(of_bytes((2, 4, 3, 2), 6).astype(np.int32))
    found = [tf.image.total_variation(x), tf.image.total_variation(numbers[0]), *tf.image.image_gradients(x)]
    found += [*tf.image.image_gradients(numbers), tf.image.sobel_edges(x), tf.image.sobel_edges(tf.cast(x, tf.float64))]
    return run(tf, *found)


BOXES = np.array([[0.1, 0.2, 0.8, 0.9], [-0.2, 0.3, 1.3, 0.1], [0.5, 0.5, 0.5, 0.5], [0, 0, 1, 1]], np.float32)
OF = np.array([0, 1, 1, 0], np.int32)


@PROGRAMS
def crops(tf):
    images = drawn((2, 5, 6, 2), 7)
    found = [
        tf.image.crop_and_resize(images, BOXES, box_indices=OF, crop_size=[3, 4]),
        tf.image.crop_and_resize(images, BOXES, box_indices=OF, crop_size=[1, 2], extrapolation_value=9.5),
        tf.image.crop_and_resize(images, BOXES, box_indices=OF, crop_size=[4, 1], method="nearest", extrapolation_value=-1),
        tf.image.crop_and_resize(
            of_bytes((2, 5, 6, 1), 1), BOXES, box_indices=OF, crop_size=tf.placeholder_with_default([2, 2], [2])
        ),
        tf.image.crop_and_resize(images, BOXES[:0], box_indices=OF[:0], crop_size=[3, 4]),
    ]
    return run(tf, *found)


@PROGRAMS
def crops_gradients(tf):
    found = []
    for method, size in (("bilinear", [3, 4]), ("nearest", [3, 4]), ("bilinear", [1, 2])):
        for known in (True, False):
            image, boxes = tf.constant(drawn((2, 5, 6, 2), 7)), tf.constant(BOXES)
            given = image if known else tf.placeholder_with_default(image, [None, None, 6, 2])
            cut = tf.image.crop_and_resize(given, boxes, box_indices=OF, crop_size=size, method=method)
            found += tf.gradients(cut * drawn([4] + size + [2], 8), [given, boxes])
    return run(tf, *found)


@PROGRAMS
def crops_refused(tf):
    images = drawn((2, 5, 6, 2), 7)
    calls = [
        lambda: tf.image.crop_and_resize(images[0], BOXES, box_indices=OF, crop_size=[3, 4]),
        lambda: tf.image.crop_and_resize(images, BOXES[:, :3], box_indices=OF, crop_size=[3, 4]),
        lambda: tf.image.crop_and_resize(images, BOXES, box_indices=OF[:2], crop_size=[3, 4]),
        lambda: tf.image.crop_and_resize(images, BOXES, box_indices=OF, crop_size=[3, 4, 5]),
        lambda: tf.image.crop_and_resize(images, BOXES, box_indices=OF, crop_size=[3, 4], method="cubic"),
        lambda: tf.image.crop_and_resize(images, BOXES, OF, [3, 4], box_indices=OF),
        lambda: run(tf, tf.image.crop_and_resize(images, BOXES, box_indices=OF + 1, crop_size=[3, 4])),
        lambda: run(tf, tf.image.crop_and_resize(images, BOXES, box_indices=OF, crop_size=[0, 4])),
        lambda: run(tf, tf.image.crop_and_resize(images[:, :0], BOXES, box_indices=OF, crop_size=[3, 4])),
        lambda: run(tf, tf.image.crop_and_resize(unknown(tf, images[0]), BOXES, box_indices=OF, crop_size=[3, 4])),
        lambda: run(tf, tf.image.crop_and_resize(images, unknown(tf, BOXES[0]), box_indices=OF, crop_size=[3, 4])),
        lambda: run(
            tf, tf.image.crop_and_resize(images, unknown(tf, BOXES), box_indices=unknown(tf, OF[:2]), crop_size=[3, 4])
        ),
    ]
    return [refusal(call) for call in calls]
