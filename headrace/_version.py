"""The versions: headrace's own, and that of the TensorFlow whose names and signatures it has."""

from headrace.formats.exports import export_value

__version__ = "0.1.0"
VERSION = "1.15.0"
export_value(VERSION, "VERSION")
export_value(__version__, "__version__")
