"""tf.test: test cases with sessions, folders for tests, gradients held against differences."""
