"""All that a user can see of the graph of a program: values, shapes, names, variables with their last values, collections.

A program is `program(tf, use)`: it builds a graph and returns what is to be computed, in lists, tuples and dicts; a `Use` gives
it inputs. What is known here of either library is TensorFlow's public API.
"""

import numpy as np

TOLERANCE = (3e-5, 3e-6, 3e-6)

MOST = 48
"""Arrays of more elements are recorded by three sums."""

_HIDDEN = ("cond_context", "while_context")


class Use:
    """What a program takes from its surroundings.

    `steps`: how often outputs are computed; `apart`: each in a run of its own, the last one first; `fill`: whether variables
    that learn or begin with random numbers get others; `run_updates`: whether UPDATE_OPS run with them.
    """

    def __init__(self, tf):
        self._tf = tf
        self.feeds = {}
        self.steps = 1
        self.fill = True
        self.run_updates = True
        self.apart = False

    def pattern(self, *shape, **options):
        """Numbers that differ: an array."""
        size = int(np.prod(shape))
        start, scale = options.get("start", 0), options.get("scale", 1.0)
        return (np.sin(np.arange(start, start + size) * 1.7 + 0.3) * scale).astype(np.float32).reshape(shape)

    def x(self, *shape, **options):
        """The same as a constant."""
        return self._tf.constant(self.pattern(*shape, **options))

    def feed(self, values, shape=None, dtype="float32"):
        """A placeholder; it is fed `values`, or one element of the list `values` after the other."""
        holder = self._tf.placeholder(dtype, shape)
        self.feeds[holder] = values if isinstance(values, list) else [values]
        self.steps = max(self.steps, len(self.feeds[holder]))
        return holder


def described(tf, program):
    """All there is to see of a program, as what JSON can hold."""
    graph = tf.Graph()
    use = Use(tf)
    with graph.as_default():
        try:
            outputs = list(_flat("", program(tf, use)))
            return _ran(tf, graph, use, outputs)
        except Exception as error:  # whatever a program raises is what is compared
            return {"error": [type(error).__name__, _first_line(error)]}


def _first_line(error):
    message = getattr(error, "message", None) or str(error)
    return message.split("\n")[0]


def _flat(path, item):
    if isinstance(item, dict):
        for key in sorted(item):
            for found in _flat(f"{path}/{key}", item[key]):
                yield found
    elif type(item).__name__ in ("SparseTensor", "IndexedSlices"):
        parts = [("indices", item.indices), ("values", item.values), ("dense_shape", item.dense_shape)]
        for name, part in parts:
            yield f"{path}/{name}", part
    elif isinstance(item, (list, tuple)):
        for k, one in enumerate(item):
            for found in _flat(f"{path}/{k}", one):
                yield found
    else:
        yield path, item


def _ran(tf, graph, use, outputs):
    said = {"outputs": {}, "variables": [], "initial": {}, "collections": {}, "state": {}}
    to_run = {}
    for path, item in outputs:
        said["outputs"][path] = _what(item)
        if hasattr(item, "op") or hasattr(item, "node_def"):
            to_run[path] = item
    for key in sorted(graph.get_all_collection_keys(), key=str):
        if str(key) not in _HIDDEN:
            found = [_name(item) for item in graph.get_collection(key)]
            if found:
                said["collections"][str(key)] = found
    variables = list(dict.fromkeys(tf.global_variables() + tf.local_variables()))
    said["variables"] = [[v.op.name, _shape(v.shape), v.dtype.base_dtype.name] for v in variables]
    updates = [tf.get_collection(tf.GraphKeys.UPDATE_OPS)] if use.run_updates else []
    with tf.Session(graph=graph) as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer(), tf.tables_initializer()])
        trainable = tf.trainable_variables()
        for k, v in enumerate(variables):
            value = session.run(v)
            is_varied = value.dtype.kind == "f" and value.size > 0 and bool(np.ptp(value))
            if v in trainable:
                said["initial"][v.op.name] = _number(value.flat[0]) if value.size and not is_varied else "varied"
            if use.fill and (v in trainable or is_varied):
                v.load((np.cos(np.arange(value.size) * 0.7 + k) * 0.5).astype(value.dtype).reshape(value.shape), session)
        for step in range(use.steps):
            feed = {holder: values[min(step, len(values) - 1)] for holder, values in use.feeds.items()}
            runs = [{path: item} for path, item in reversed(list(to_run.items()))] if use.apart else [to_run]
            for fetched in runs:
                found, _ = session.run([fetched, updates], feed)
                for path, value in found.items():
                    if value is not None:
                        said["outputs"][path].setdefault("values", []).append(_value(value))
        for v in variables:
            said["state"][v.op.name] = _value(session.run(v))
    return said


def _what(item):
    if hasattr(item, "get_shape"):
        found = {"name": item.name, "dtype": item.dtype.name, "shape": _shape(item.get_shape())}
        if hasattr(item, "aliases"):
            found["aliases"] = item.aliases
        return found
    if hasattr(item, "node_def"):
        return {"operation": item.name}
    if isinstance(item, (str, int, bool, type(None))):
        return {"is": item}
    return {"is": _value(item)} if isinstance(item, (np.ndarray, np.generic, float)) else {"of": type(item).__name__}


def _shape(shape):
    return None if shape.ndims is None else shape.as_list()


def _name(item):
    name = None if type(item).__name__ == "SparseTensor" else getattr(item, "name", None)
    return name if isinstance(name, str) else type(item).__name__


def _number(value):
    value = np.asarray(value)
    if value.dtype.kind == "f":
        return float(f"{value:.7g}")
    return value.item()


def _value(value):
    value = np.asarray(value)
    if value.dtype.kind in "SOU":
        return [item.decode("latin-1") if isinstance(item, bytes) else str(item) for item in value.ravel()] + [
            list(value.shape)
        ]
    flat = value.astype(np.float64).ravel()
    if flat.size > MOST:
        along = np.cos(np.arange(flat.size))
        flat = np.array([flat.sum(), (flat * along).sum(), np.abs(flat).max()])
    return [_number(item) for item in flat] + list(value.shape)
