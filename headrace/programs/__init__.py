"""Running TensorFlow 1 programs unedited."""
