"""tf.test: test cases with sessions, directories for tests, gradients held against differences."""
