"""`import headrace.as_tensorflow`: from here on `import tensorflow` is answered with headrace's names.

For code that `headrace run` cannot start: notebooks, tests, servers. It stands before whatever imports TensorFlow; a real one
that is installed is not touched. The modules of the program that are imported after it are mended as `headrace run` does.

Raises ImportError where another TensorFlow is already imported.
"""

from .programs import importing

importing.install()
