"""TensorProtos at random: of arrays, and with fields that say the same in fewer values, more, or wrong ones."""

import hashlib

import numpy as np

KINDS = {
    "float16": (19, "half_val"),
    "float32": (1, "float_val"),
    "float64": (2, "double_val"),
    "int8": (6, "int_val"),
    "int16": (5, "int_val"),
    "int32": (3, "int_val"),
    "int64": (9, "int64_val"),
    "uint8": (4, "int_val"),
    "uint16": (17, "int_val"),
    "uint32": (22, "uint32_val"),
    "uint64": (23, "uint64_val"),
    "bool": (10, "bool_val"),
    "complex64": (8, "scomplex_val"),
    "complex128": (18, "dcomplex_val"),
    "string": (7, "string_val"),
    "qint8": (11, "int_val"),
    "quint8": (12, "int_val"),
    "qint16": (15, "int_val"),
    "quint16": (16, "int_val"),
    "qint32": (13, "int_val"),
}
"""The number of each type, and the field that holds its values."""


def drawn_array(random):
    """A type, and an array of it of a small shape, often with a tail of equal elements; of quantized types their integers."""
    name = sorted(KINDS)[random.randint(len(KINDS))]
    kind = name[1:] if name.startswith("q") else name
    shape = tuple(random.choice([0, 1, 2, 3, 4], random.randint(5), p=[0.08, 0.2, 0.32, 0.3, 0.1]))
    count = int(np.prod(shape, dtype=np.int64))
    if kind == "string":
        flat = np.array([None] * count, object)
        flat[:] = [bytes(bytearray(random.randint(0, 256, random.randint(4)).tolist())) for _ in range(count)]
    elif kind == "bool":
        flat = random.rand(count) < 0.5
    elif kind.startswith(("int", "uint")):
        limits = np.iinfo(kind)
        small = random.randint(max(limits.min, -3), 4, count).astype(kind)
        flat = np.where(random.rand(count) < 0.2, np.array([limits.min, limits.max], kind)[random.randint(0, 2, count)], small)
    else:
        odd = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 65504, 6e-8, 1 / 3])
        flat = np.where(random.rand(count) < 0.4, odd[random.randint(0, len(odd), count)], random.randn(count))
        if kind.startswith("complex"):
            flat = flat + 1j * random.randn(count)
        flat = flat.astype(kind)
    if count and random.rand() < 0.5:
        flat[random.randint(count) :] = flat[-1]
    return name, flat.reshape(shape)


def drawn_message(random, tensor_proto):
    """A message of an array: its bytes, or its values; in full, without what repeats the last one, with too few or too many."""
    kind, array = drawn_array(random)
    number, field = KINDS[kind]
    message = tensor_proto(dtype=number)
    message.tensor_shape.SetInParent()
    for size in array.shape:
        message.tensor_shape.dim.add().size = size
    flat, how = array.ravel(), random.rand()
    if how < 0.3 and kind != "string":
        content = flat.tobytes()
        message.tensor_content = content if how > 0.05 else content[:-1] if how > 0.025 else content + b"\0"
        return message
    kept = len(flat)
    if how < 0.6:
        while kept > 1 and flat[kept - 1 :].tobytes() == flat[kept - 2 : kept - 1].tobytes() * (len(flat) - kept + 1):
            kept -= 1
    elif how < 0.8:
        kept = random.randint(len(flat) + 1)
    values = flat[:kept] if how < 0.95 else np.concatenate([flat, flat])
    if kind == "float16":
        values = values.view(np.uint16)
    elif kind.startswith("complex"):
        values = values.view(np.float32 if kind == "complex64" else np.float64)
    getattr(message, field).extend(values.tolist())
    return message


def digest_of(array):
    """A type, a shape, and a digest of the elements, whose NaN are all the same."""
    array = np.asarray(array)
    if array.dtype.names:
        array = array.view(array.dtype[0])
    if array.dtype.kind in "OSU":
        array = np.asarray(array, object)
        text = repr([one if isinstance(one, bytes) else one.encode() for one in array.ravel().tolist()])
    else:
        text = repr([str(one) for one in array.ravel().tolist()])
    return [array.dtype.name, list(array.shape), hashlib.sha1(text.encode()).hexdigest()[:10]]


def made(tf, seed):
    """A digest of what `make_tensor_proto` makes of a drawn array."""
    _, array = drawn_array(np.random.RandomState(seed))
    message = tf.make_tensor_proto(array)
    return hashlib.sha1(message.SerializeToString(deterministic=True)).hexdigest()[:10]


def read(tf, seed):
    """What a constant of a drawn message is, or that it is refused."""
    message = drawn_message(np.random.RandomState(seed), type(tf.make_tensor_proto(1)))
    graph_def = tf.GraphDef()
    node = graph_def.node.add(name="c", op="Const")
    node.attr["value"].tensor.CopyFrom(message)
    node.attr["dtype"].type = message.dtype
    with tf.Graph().as_default(), tf.Session() as session:
        try:
            (found,) = tf.import_graph_def(graph_def, return_elements=["c:0"])
            return digest_of(session.run(tf.identity(found)))
        except (ValueError, tf.errors.InvalidArgumentError):
            return "refused"
