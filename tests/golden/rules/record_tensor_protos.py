"""Records what TensorFlow 1.15's make_tensor_proto makes of values: the message, in hexadecimal digits, or the error's class.

python1.15 tests/golden/rules/record_tensor_protos.py tests/golden/rules/tensor_protos.json
"""

import json
import sys

import numpy
import tensorflow

CALLS = [
    *("1", "1.5", "[1, 2]", "[1., 2.]", "[[1, 2], [3, 4]]", "True", "[True, False]", "'a'", "['a', b'b']", "[]", "1 << 40"),
    *("[1 + 2j]", "1 + 2j", "(1, 2)", "[1, 2.5]", "None", "['a', 1]", "{'a': 1}", "np.float64(3)", "np.int8(-3)"),
    *(f"np.arange(3).astype('int{bits}')" for bits in (8, 16, 32, 64)),
    *(f"np.arange(3).astype('uint{bits}')" for bits in (8, 16, 32, 64)),
    *(f"np.arange(3).astype('{kind}')" for kind in ("float16", "float32", "float64", "complex64", "complex128", "bool")),
    *("np.zeros((2, 2), np.float32)", "np.zeros((0, 2), np.float32)", "np.array(['a', 'b'])", "np.array(5.)"),
    *("[1, 2], tf.float32", "[1.5], tf.int32", "1, tf.string", "1.5, tf.float16", "3, 'float64'", "np.arange(2), tf.float32"),
    *("1, None, [2, 2]", "[1, 2, 3, 4], None, [2, 2]", "[1, 2, 3], None, [2]", "[1, 2], None, [5]", "1, None, []"),
    *("[1, 2], None, [1, 2], True", "[1, 2], None, [2], True", "1, None, [2], True, True"),
    *("[1, 2], None, [2, 2], False, True", "3, None, [2, 2], False, True", "[[1], [2]], None, [2, 3], False, True"),
    "tf.make_tensor_proto(3)",
]


def recorded(call):
    try:
        return (
            eval(f"tf.make_tensor_proto({call})", {"tf": tensorflow, "np": numpy}).SerializeToString(deterministic=True).hex()
        )
    except Exception as error:
        return type(error).__name__


if __name__ == "__main__":
    found = {call: recorded(call) for call in CALLS}
    with open(sys.argv[1], "w") as file:
        json.dump(found, file, indent=1)
        file.write("\n")
