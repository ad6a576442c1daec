"""Write what TensorFlow makes of the programs."""

import json
import sys

import tensorflow

from . import PROGRAMS, answer

lines = (f"{json.dumps(name)}: {json.dumps(answer(name, tensorflow))}" for name in PROGRAMS)
sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")
