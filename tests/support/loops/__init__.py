"""Random programs of loops and branches, and some written by hand, which headrace and TensorFlow 1 can both build."""
