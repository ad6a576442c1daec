"""The versions: headrace's own, and that of the TensorFlow whose names and signatures it has."""

__version__ = "0.1.0"
VERSION = "1.15.0"
