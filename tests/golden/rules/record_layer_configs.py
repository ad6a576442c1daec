"""Records what TensorFlow 1.15's layers say in get_config().

python1.15 tests/golden/rules/record_layer_configs.py tests/golden/rules/layer_configs.json
"""

import json
import sys

import tensorflow as tf

CALLS = [
    "Dense(3, activation=tf.nn.relu, name='d')",
    "Dense(3, kernel_initializer=tf.zeros_initializer())",
    "Dropout(0.3, noise_shape=[1, 2], seed=4)",
    "Flatten()",
    "Conv2D(3, 2)",
    "Conv1D(3, 2, strides=2, activation='tanh')",
    "MaxPooling2D(2, 2)",
    "MaxPooling1D(2, 2)",
    "AveragePooling2D((2, 2), 2)",
    "AveragePooling1D(2, 2)",
    "BatchNormalization(momentum=0.5)",
    "Layer(trainable=False, dtype=tf.float16)",
    "Dense(2, kernel_initializer=tf.constant_initializer(2.0), use_bias=False, dtype=tf.float64)",
]

if __name__ == "__main__":
    found = {}
    for call in CALLS:
        with tf.Graph().as_default():
            found[call] = eval(f"tf.layers.{call}", {"tf": tf}).get_config()
    with open(sys.argv[1], "w") as file:
        json.dump(found, file, indent=1)
        file.write("\n")
