"""The feature columns of `tf.contrib.layers`, which were there before `tf.feature_column`."""
