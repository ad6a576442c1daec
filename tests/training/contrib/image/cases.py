"""Programs of tf.contrib.image and resampler that are recorded: text, so that they run with either library."""

from __future__ import annotations

import numpy as np

IMAGES = (np.arange(2 * 5 * 6 * 2) % 17).reshape(2, 5, 6, 2).astype(np.float32)
TURNED = [0.9, -0.43, 1.1, 0.43, 0.9, -0.7, 0.02, -0.01]
POINTS = np.array([[[0.5, 1.0], [3.0, 1.5], [2.0, 4.5], [4.0, 3.0]]], np.float32)
VALUES = np.array([[[1.0, 0.0], [2.0, -1.0], [0.5, 3.0], [1.5, 1.0]]], np.float32)

FLOW = np.sin(np.arange(2 * 5 * 6 * 2)).reshape(2, 5, 6, 2).astype(np.float32) * 2

PARTS = np.array([[1, 1, 0, 2], [0, 1, 2, 2], [3, 0, 0, 2]])
DISTANCES = np.array([[0.5, 0.2, 0.9], [0.1, 0.2, 0.3]], np.float32)

PROGRAMS = [
    "image.rotate(IMAGES, 0.3)",
    "image.rotate(IMAGES, [0.3, -1.2], 'BILINEAR')",
    "image.rotate(IMAGES[0], 1.5708, 'bilinear')",
    "image.rotate(IMAGES[0, :, :, 0], -0.5)",
    "image.rotate(IMAGES.astype(np.uint8), 0.7, 'BILINEAR')",
    "image.rotate(IMAGES.astype(np.int64)[..., :1], 0.7)",
    "image.rotate(IMAGES.astype(np.float64), 0.7, 'BILINEAR')",
    "image.rotate(IMAGES.astype(np.float16), 0.7)",
    "image.rotate(IMAGES.astype(np.int16), 0.7)",
    "image.rotate(IMAGES[None], 0.7)",
    "image.rotate(tf.placeholder(tf.float32), 0.7)",
    "image.rotate(IMAGES, [[0.7]])",
    "image.translate(IMAGES, [1, -2])",
    "image.translate(IMAGES, [[0.5, 0.25], [-1.5, 3]], 'BILINEAR')",
    "image.translate(IMAGES, 3.0)",
    "image.translate(IMAGES[0], [1.5, 0.5])",
    "image.transform(IMAGES, TURNED)",
    "image.transform(IMAGES, [TURNED, TURNED[::-1]], 'BILINEAR', output_shape=[3, 4])",
    "image.transform(IMAGES[0], TURNED, output_shape=tf.constant([8, 2]))",
    "image.transform(IMAGES, [0.0, 0, 0, 0, 0, 0, -1, 0])",
    "image.transform(IMAGES, TURNED, output_shape=[3, 4, 1])",
    "image.transform(IMAGES, [[[1.0] * 8]])",
    "image.transform(IMAGES, TURNED[:7])",
    "image.transform(IMAGES, tf.placeholder(tf.float32))",
    "tf.gradients(image.transform(tf.constant(IMAGES), TURNED, 'BILINEAR') * IMAGES, constant(tf, 0))[0]",
    "image.angles_to_projective_transforms([0.1, 2.0], 5.0, 7.0)",
    "image.angles_to_projective_transforms(0.1, tf.constant([5.0]), tf.constant([7.0]))",
    "image.translations_to_projective_transforms([[1.0, 2.0], [3.0, 4.0]])",
    "image.translations_to_projective_transforms([[[1.0, 2.0]]])",
    "image.translations_to_projective_transforms(tf.placeholder(tf.float32))",
    "image.compose_transforms(TURNED, [1.0, 0, 3, 0, 1, -1, 0, 0], TURNED)",
    "image.compose_transforms([TURNED, TURNED], [TURNED, TURNED])",
    "image.compose_transforms()",
    "image.flat_transforms_to_matrices([TURNED, TURNED])",
    "image.flat_transforms_to_matrices([[TURNED]])",
    "image.matrices_to_flat_transforms(np.float32([[1, 2, 3], [4, 5, 6], [7, 8, 2]]))",
    "image.matrices_to_flat_transforms([1.0, 2.0, 3.0])",
    "image.dense_image_warp(IMAGES, FLOW)",
    "image.dense_image_warp(IMAGES.astype(np.float64), FLOW[::-1])",
    "image.dense_image_warp(tf.constant(IMAGES)[:, :1], np.zeros((2, 1, 6, 2), np.float32))",
    "image.dense_image_warp(IMAGES[:, :1], tf.zeros([2, 1, 6, 2]))",
    "image.interpolate_spline(POINTS, VALUES, POINTS[:, ::-1] + 0.5, 1)",
    "image.interpolate_spline(POINTS, VALUES, POINTS[:, ::-1] + 0.5, 2)",
    "image.interpolate_spline(POINTS, VALUES, POINTS, 3)",
    "image.interpolate_spline(POINTS, VALUES, POINTS + 0.25, 4)",
    "image.interpolate_spline(POINTS, VALUES, POINTS + 0.25, 2, 0.1)",
    "image.interpolate_spline(POINTS.astype(np.float64), VALUES.astype(np.float64), POINTS.astype(np.float64) + 0.25, 6)",
    "image.interpolate_spline(tf.placeholder(tf.float32, [1, 4, None]), VALUES, POINTS, 1)",
    "image.interpolate_spline(POINTS, tf.placeholder(tf.float32, [1, 4, None]), POINTS, 1)",
    "image.sparse_image_warp(IMAGES[:1], POINTS, POINTS + 0.5)[0]",
    "image.sparse_image_warp(IMAGES[:1], POINTS, POINTS[:, :, ::-1], num_boundary_points=2)[0]",
    "image.sparse_image_warp(IMAGES[:1], POINTS, POINTS + VALUES / 4, 1, 0.1, num_boundary_points=1)[1]",
    "image.connected_components(PARTS)",
    "image.connected_components(np.stack([PARTS, PARTS]).astype(np.float32))",
    "image.connected_components(PARTS > 1)",
    "image.connected_components(np.zeros((2, 2), np.uint8))",
    "image.connected_components(np.array([['a', 'a'], ['', 'b']]))",
    "image.connected_components(PARTS[0])",
    "image.bipartite_match(DISTANCES, -1).row_to_col_match_indices",
    "image.bipartite_match(DISTANCES, -1)[1]",
    "image.bipartite_match(DISTANCES, [1], top_k=3)[1]",
    "image.bipartite_match(DISTANCES, -1, top_k=1)[0]",
    "image.bipartite_match(DISTANCES, 5)[0]",
    "image.bipartite_match(DISTANCES, [1, 2])[0]",
    "image.bipartite_match(DISTANCES[:0], -1)[1]",
    "resampler(IMAGES, np.sin(np.arange(24)).reshape(2, 3, 2, 2).astype(np.float32) * 4 + 1)",
    "resampler(IMAGES.astype(np.float64), np.float64([[1.5, 2.5], [-0.5, 4.25]]))",
    "resampler(IMAGES, np.zeros((3, 2), np.float32))",
    "resampler(IMAGES, np.zeros((2, 3), np.float32))",
    "tf.gradients(resampler(tf.constant(IMAGES), tf.constant([[1.5, 2.5], [-0.5, 4.25]])) * 2.0, constant(tf, 1))[0]",
]


def constant(tf, number):
    """A constant of the default graph."""
    return tf.get_default_graph().get_tensor_by_name(("Const:0", "Const_1:0")[number])


def outcome(tf, text):
    """[static shape, type, value] of a program, or [the class of its error, its first line]."""
    names = {"tf": tf, "np": np, "image": tf.contrib.image, "resampler": tf.contrib.resampler.resampler}
    with tf.Graph().as_default(), tf.Session() as session:
        try:
            tensor = eval(text, {**names, **globals()})
            value = session.run(tensor)
        except Exception as error:
            return [type(error).__name__, str(error).split("\n")[0].split(" (defined at")[0]]
        return [tensor.shape.as_list(), tensor.dtype.name, value.astype(np.float64).round(5).tolist()]
