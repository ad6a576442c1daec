"""Records the public members of TensorFlow 1.15's public classes, with the parameters of their methods.

    python1.15 tests/golden/api/record_class_members.py tests/golden/api/class_members.json

Run it with a Python that has TensorFlow 1.15. Classes of the groups in LATER are left out, and so is what a class has from
another library, such as the tests of absl's TestCase.
"""

import inspect
import json
import pathlib
import sys
import types

import tensorflow as tf

ROOT = pathlib.Path(__file__).resolve().parents[3]

LATER = (
    "tf.contrib.",  # but for what headrace has: below
    "tf.compat.",
    "tf.keras.",
    "tf.data.",
    "tf.estimator.",
    "tf.distribute.",
    "tf.distributions.",
    "tf.feature_column.",
    "tf.lite.",
    "tf.nn.rnn_cell.",
    "tf.nn.RNNCell",
    "tf.experimental.",
    "tf.tpu.",
    "tf.config.",
    "tf.saved_model.",
    "tf.autograph.",
    "tf.profiler.",
    "tf.xla.",
    "tf.quantization.",
    "tf.mixed_precision",
    "tf.app.",
    "tf.test.",
    "tf.train.experimental.",
    "tf.random.experimental.",
    "tf.lookup.experimental.",
    "tf.pywrap_tensorflow.",
    "tf.flags.",  # absl's
)


def public_names():
    """name -> class, the shortest name of each class first."""
    found, seen = {}, set()

    def walk(module, prefix, depth):
        if id(module) in seen:
            return
        seen.add(id(module))
        for name in sorted(dir(module)):
            if name.startswith("_"):
                continue
            full = prefix + name
            if full.startswith(LATER) or (full + ".").startswith(LATER):
                continue
            thing = getattr(module, name, None)
            if inspect.isclass(thing):
                found.setdefault(full, thing)
            elif isinstance(thing, types.ModuleType) and depth < 4 and "tensorflow" in thing.__name__:
                walk(thing, full + ".", depth + 1)

    walk(tf, "tf.", 0)
    table = {}
    exec((ROOT / "headrace/_names/table.py").read_text(), table)
    for group, names in table["NAMES"].items():
        if not group.startswith(("contrib", "test")):
            continue
        for name in names:
            thing = tf
            for part in [*group.split("."), name]:
                thing = getattr(thing, part, None)
            if inspect.isclass(thing):
                found.setdefault(f"tf.{group}.{name}", thing)
    return dict(sorted(found.items(), key=lambda item: (item[0].count("."), item[0])))


def default_text(value):
    if isinstance(value, tf.DType):
        return f"tf.{value.name}"
    if isinstance(value, (list, tuple)) and any(isinstance(item, tf.DType) for item in value):
        return f"({', '.join(map(default_text, value))})"
    if value is None or isinstance(value, (bool, int, float, str, bytes, list, tuple, dict)):
        return repr(value)
    return f"<{getattr(value, '__name__', type(value).__name__)}>"


def parameters(function):
    """[name, default] of each parameter but self; * and ** before the names of those that take the rest."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    marks = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    return [
        [marks.get(p.kind, "") + p.name] + ([] if p.default is p.empty else [default_text(p.default)])
        for p in signature.parameters.values()
    ]


def _is_own(kind, name):
    """Whether a member is of TensorFlow, or of the library that the class itself is of."""
    owner = next(base for base in kind.__mro__ if name in vars(base))
    return owner.__module__.partition(".")[0] in ("tensorflow_core", "tensorflow", kind.__module__.partition(".")[0])


def members(kind):
    if hasattr(kind, "DESCRIPTOR"):
        fields = {field.name: "field" for field in kind.DESCRIPTOR.fields}
        for enum in kind.DESCRIPTOR.enum_types:
            fields[enum.name] = "value"
            fields.update((value.name, "value") for value in enum.values)
        return fields
    found = {}
    for name in ["__init__", *sorted(dir(kind))]:
        if name.startswith("_") and name not in ("__init__", "__call__"):
            continue
        raw = inspect.getattr_static(kind, name)
        if name == "__init__" and raw is object.__init__:
            continue
        if name == "__init__" and isinstance(raw, type(object.__init__)):
            continue
        if name == "__call__" and "__call__" not in [key for base in kind.__mro__ for key in vars(base)]:
            continue
        if not _is_own(kind, name):
            continue
        thing = getattr(kind, name)
        if isinstance(raw, (property,)) or not callable(thing):
            found[name] = "property" if isinstance(raw, property) else "value"
        elif inspect.isclass(thing):
            found[name] = "class"
        else:
            given = parameters(thing)
            if given is not None and isinstance(raw, types.FunctionType) and given:
                given = given[1:]
            found[name] = given if given is not None else "callable"
    return found


def main():
    by_class, result = {}, {}
    for name, kind in public_names().items():
        if kind in by_class:
            result[by_class[kind]]["aliases"].append(name)
            continue
        if issubclass(kind, tuple) and not hasattr(kind, "_fields"):
            continue
        by_class[kind] = name
        result[name] = {"aliases": [], "members": members(kind)}
    lines = (f" {json.dumps(name)}: {json.dumps(entry)}" for name, entry in sorted(result.items()))
    pathlib.Path(sys.argv[1]).write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(len(result), "classes,", sum(len(entry["members"]) for entry in result.values()), "members")


main()
