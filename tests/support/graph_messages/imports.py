"""GraphDefs at random, imported with options at random into a graph that has something already."""

import numpy as np

KINDS = {"float32": 1, "int32": 3}


def drawn_graph(random, tf):
    """A GraphDef of constants and of what is computed from them, with nodes that wait, devices and groups."""
    graph_def = tf.GraphDef()
    made = {kind: [] for kind in KINDS}  # the names of tensors
    for number in range(random.randint(3, 12)):
        kind = sorted(KINDS)[random.randint(2)]
        name = "{}{}".format(["a", "b/c", "mine", "in"][random.randint(4)], number if random.rand() < 0.9 else "")
        if any(node.name == name for node in graph_def.node):
            continue
        node = graph_def.node.add(name=name)
        others = [one.name for one in graph_def.node][:-1]
        there = made[kind]
        op = ["Const", "Identity", "Add", "IdentityN", "NoOp"][random.randint(5) if there else 0]
        node.op = op
        if op == "Const":
            node.attr["dtype"].type = KINDS[kind]
            node.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(random.randint(5), dtype=kind))
        elif op == "IdentityN":
            node.input.extend(there[random.randint(len(there))] for _ in range(2))
            node.attr["T"].list.type.extend([KINDS[kind]] * 2)
        elif op != "NoOp":
            node.input.extend(there[random.randint(len(there))] for _ in range(2 if op == "Add" else 1))
            node.attr["T"].type = KINDS[kind]
        if others and random.rand() < 0.3:
            node.input.append("^" + others[random.randint(len(others))])
        if random.rand() < 0.2:
            node.device = ["/device:CPU:0", "/job:ps/task:1", "/job:worker"][random.randint(3)]
        if others and op != "NoOp" and random.rand() < 0.3:
            other = others[random.randint(len(others))]
            if random.rand() < 0.9:
                other = other.split(":")[0]
            node.attr["_class"].list.s.append(("loc:@" + other).encode())
        if op == "IdentityN":
            made[kind].append(name + ":1")
        if op != "NoOp":
            made[kind].append([name, name + ":0"][random.randint(2)])
    if random.rand() < 0.3:
        nodes = [graph_def.node[place] for place in random.permutation(len(graph_def.node))]
        shuffled = tf.GraphDef()
        shuffled.node.extend(nodes)
        graph_def = shuffled
    return graph_def


def imported(tf, seed):
    """What an import adds to a graph and gives, or the class of its error."""
    random = np.random.RandomState(seed)
    graph_def = drawn_graph(random, tf)
    with tf.Graph().as_default() as graph:
        with tf.device("/job:chief" if random.rand() < 0.2 else None):
            given = [tf.constant(2.0, name="mine"), tf.constant([7, 8], name="a")]
            tf.no_op(name="import/a1" if random.rand() < 0.2 else "own")
        options = drawn_options(random, graph_def, given)
        before = graph.get_operations()
        try:
            with tf.device("/job:worker/task:3" if random.rand() < 0.2 else None):
                found = tf.import_graph_def(graph_def, **options)
        except (ValueError, TypeError) as error:
            return type(error).__name__
        nodes = [described(operation) for operation in graph.get_operations()[len(before) :]]
    return [sorted(nodes), None if found is None else [one.name for one in found]]


def drawn_options(random, graph_def, given):
    names = [node.name for node in graph_def.node]

    def any_name():
        if random.rand() < 0.04:
            return "nowhere"
        return names[random.randint(len(names))]

    options = {}
    if random.rand() < 0.6:
        options["name"] = ["", "p", "p/q", "import", "mine"][random.randint(5)]
    if random.rand() < 0.6:
        mapped = options["input_map"] = {}
        used = [text for node in graph_def.node for text in node.input] or ["nowhere"]
        for _ in range(random.randint(1, 3)):
            key = used[random.randint(len(used))]
            kind = [node.attr["dtype"].type or node.attr["T"].type for node in graph_def.node if node.name == key.split(":")[0]]
            if key.startswith("^"):
                mapped[key] = given[0].op
            elif random.rand() < 0.9:
                mapped[key if ":" in key or random.rand() < 0.5 else key + ":0"] = given[kind == [3]]
            else:
                mapped[any_name()] = given[random.randint(2)]
    if random.rand() < 0.6:
        options["return_elements"] = [any_name() + ["", ":0"][random.randint(2)] for _ in range(random.randint(3))]
    return options


def described(operation):
    """What is seen of an operation."""
    try:
        group = [one.decode() if isinstance(one, bytes) else one for one in operation.get_attr("_class")]
    except ValueError:
        group = []
    return [
        operation.name,
        operation.type,
        operation.device,
        group,
        [tensor.name for tensor in operation.inputs],
        sorted(one.name for one in operation.control_inputs),
        [str(tensor.shape) for tensor in operation.outputs],
    ]
