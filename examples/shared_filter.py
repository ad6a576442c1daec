"""Sharing variables: two images go through the same two filters, by variable_scope and get_variable.

python examples/shared_filter.py
"""

import pathlib

import numpy as np

import headrace as tf

DATA = pathlib.Path(__file__).resolve().parent.parent / "sample_data"


def conv_relu(inputs, kernel_shape, bias_shape):
    weights = tf.get_variable("weights", kernel_shape, initializer=tf.random_normal_initializer(stddev=0.1))
    biases = tf.get_variable("biases", bias_shape, initializer=tf.constant_initializer(0.0))
    conv = tf.nn.conv2d(inputs, weights, strides=[1, 1, 1, 1], padding="SAME")
    return tf.nn.relu(conv + biases)


def my_image_filter(images):
    with tf.variable_scope("conv1"):
        first = conv_relu(images, [5, 5, 3, 8], [8])
    with tf.variable_scope("conv2"):
        return conv_relu(first, [5, 5, 8, 4], [4])


records = np.fromfile(DATA / "data_batch_1.bin", np.uint8).reshape(-1, 3073)[:2, 1:]
images = records.reshape(2, 1, 3, 32, 32).transpose(0, 1, 3, 4, 2) / np.float32(255)

with tf.variable_scope("image_filters") as scope:
    result1 = my_image_filter(tf.constant(images[0]))
    try:
        my_image_filter(tf.constant(images[1]))
    except ValueError as error:
        print(str(error).split("\n")[0][:74])
    scope.reuse_variables()
    result2 = my_image_filter(tf.constant(images[1]))
    again = my_image_filter(tf.constant(images[0]))

for variable in tf.global_variables():
    print(variable.name, variable.get_shape())

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    one, two, same = sess.run([result1, result2, again])
    print(f"{one.shape} and {two.shape}; the same filter for the same image: {np.allclose(one, same)}")
