"""`tf.feature_column`: what the features of a row mean, and the dense tensors they become."""
