"""Programs on boxes: drawn on images, suppressed where they overlap; what they give and what they refuse."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)


def run(tf, *fetched):
    with tf.Session() as session:
        return [[one.shape.as_list() if one.shape.ndims is not None else None, session.run(one)] for one in fetched]


def unknown(tf, value):
    return tf.placeholder_with_default(value, None)


ON = np.array(
    [[[0.1, 0.2, 0.8, 0.9], [-0.2, 0.3, 0.5, 1.3], [0.9, 0.9, 0.1, 0.1]], [[0, 0, 1, 1], [1.2, 0, 2, 1], [0.3, 0.4, 0.3, 0.4]]],
    np.float32,
)
COLORS = np.array([[0.1, 0.2, 0.3, 0.4, 0.5], [0.6, 0.7, 0.8, 0.9, 1]], np.float32)


@PROGRAMS
def drawn_boxes(tf):
    found = [tf.image.draw_bounding_boxes(np.full((2, 6, 7, depth), 0.25, np.float32), ON) for depth in (1, 3, 4)]
    found += [tf.image.draw_bounding_boxes(np.zeros((2, 5, 5, 3), np.float16), ON, colors=COLORS)]
    many = np.concatenate([ON[:, :1] * np.float32(1 - k / 13) for k in range(12)], axis=1)
    return run(tf, *found, tf.image.draw_bounding_boxes(np.zeros((2, 9, 9, 3), np.float32), many))


@PROGRAMS
def drawn_boxes_refused(tf):
    images = np.zeros((2, 5, 5, 3), np.float32)
    calls = [
        lambda: tf.image.draw_bounding_boxes(images[0, 0], ON),
        lambda: run(tf, tf.image.draw_bounding_boxes(images[0], ON)),
        lambda: run(tf, tf.image.draw_bounding_boxes(images, ON[0])),
        lambda: run(tf, tf.image.draw_bounding_boxes(images[..., :2], ON)),
        lambda: run(tf, tf.image.draw_bounding_boxes(images[:1], ON)),
        lambda: run(tf, tf.image.draw_bounding_boxes(images, ON, colors=COLORS[0])),
    ]
    return [refusal(call) for call in calls]


_random = np.random.RandomState(3).randint(0, 1000, (24, 4)) / 1000
BOXES = np.concatenate([_random[:, :2], _random[:, :2] + _random[:, 2:] * 0.6], axis=1).astype(np.float32)
BOXES[3:6, :] = BOXES[3:6, [2, 3, 0, 1]]
SCORES = (np.random.RandomState(4).permutation(24) / 24 - 0.2).astype(np.float32)


@PROGRAMS
def suppressed(tf):
    f = tf.image.non_max_suppression
    found = [f(BOXES, SCORES, 30), f(BOXES, SCORES, 5, 0.1), f(BOXES, SCORES, 30, 0.2, 0.3), f(BOXES, SCORES, 0)]
    return run(tf, *found, f(BOXES[:0], SCORES[:0], 3))


@PROGRAMS
def suppressed_with_scores(tf):
    found = []
    for sigma in (0.0, 0.3, 1.0):
        for threshold, least in ((0.1, float("-inf")), (0.2, 0.05), (1.0, 0.1)):
            found += tf.image.non_max_suppression_with_scores(BOXES, SCORES, 15, threshold, least, sigma)
    return run(tf, *found)


@PROGRAMS
def suppressed_padded(tf):
    f = tf.image.non_max_suppression_padded
    found = [*f(BOXES, SCORES, 20, 0.1, 0.2, True), *f(BOXES, SCORES, 20, 0.1), *f(BOXES, SCORES, 3, 0.1, 0.2, True)]
    return run(tf, *found) + [type(f(BOXES, SCORES, 3))._fields]


@PROGRAMS
def suppressed_by_overlaps(tf):
    overlaps = (np.random.RandomState(5).randint(0, 100, (24, 24)) / 100).astype(np.float32)
    overlaps = np.maximum(np.maximum(overlaps, overlaps.T), np.eye(24, dtype=np.float32))
    f = tf.image.non_max_suppression_overlaps
    return run(tf, f(overlaps, SCORES, 30, 0.6), f(overlaps, SCORES, 2), f(overlaps, SCORES, 30, 0.9, 0.1))


@PROGRAMS
def suppressed_by_class(tf):
    scores = (np.random.RandomState(6).permutation(2 * 12 * 3).reshape(2, 12, 3) / 72).astype(np.float32)
    shared = BOXES.reshape(2, 12, 1, 4)
    own = np.concatenate([shared, shared[::-1], shared * np.float32(0.9)], axis=2)
    f = tf.image.combined_non_max_suppression
    found = [*f(shared, scores, 4, 9), *f(own, scores, 2, 30, 0.1, 0.3), *f(own, scores, 2, 30, 0.1, 0.3, pad_per_class=True)]
    found += f(shared * np.float32(1.5), scores, 3, 5, clip_boxes=False)
    return run(tf, *found) + [type(f(shared, scores, 4, 9))._fields]


@PROGRAMS
def suppressed_refused(tf):
    f, combined = tf.image.non_max_suppression, tf.image.combined_non_max_suppression
    many, scores = BOXES[None, :, None], SCORES[None, :, None]
    calls = [
        lambda: f(BOXES[:, :3], SCORES, 3),
        lambda: f(BOXES, SCORES[:5], 3),
        lambda: f(BOXES[0], SCORES, 3),
        lambda: f(BOXES, SCORES, [3]),
        lambda: run(tf, f(BOXES, SCORES, 3, 1.5)),
        lambda: run(tf, f(BOXES, SCORES, 3, -0.5)),
        lambda: run(tf, f(unknown(tf, BOXES[0]), SCORES, 3)),
        lambda: run(tf, f(unknown(tf, BOXES[:, :3]), SCORES, 3)),
        lambda: run(tf, f(BOXES, unknown(tf, SCORES[:4]), 3)),
        lambda: run(tf, f(BOXES, unknown(tf, SCORES[:, None]), 3)),
        lambda: run(tf, f(BOXES, SCORES, unknown(tf, [3]))),
        lambda: run(tf, tf.image.non_max_suppression_with_scores(BOXES, SCORES, 3, soft_nms_sigma=-1.0)[0]),
        lambda: tf.image.non_max_suppression_overlaps(BOXES, SCORES, 3),
        lambda: run(tf, tf.image.non_max_suppression_overlaps(unknown(tf, BOXES), SCORES, 3)),
        lambda: combined(BOXES, scores, 3, 3),
        lambda: combined(many[..., :3], scores, 3, 3),
        lambda: run(tf, combined(many, scores, 0, 3)[0]),
        lambda: run(tf, combined(many, scores, 3, 0)[0]),
        lambda: run(tf, combined(many, scores, 3, 3, 2.0)[0]),
        lambda: run(tf, combined(many, unknown(tf, scores[:, :3]), 3, 3)[0]),
    ]
    return [refusal(call) for call in calls]
