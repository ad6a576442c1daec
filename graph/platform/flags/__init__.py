"""Command-line flags, as tf.flags has them."""
