"""What runs TensorFlow 1 programs as they are: the import hook, mendings, the `headrace run` and `check` commands."""
