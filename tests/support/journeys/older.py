"""Programs in the terms of TensorFlow's older ops, which TensorFlow 1.15 still has (`tf.raw_ops`): what graphs of 0.x hold.

Each is a function that adds nodes to the default graph and gives what to run: a list of fetches, one after the other.
"""

from __future__ import annotations

import numpy as np

PROGRAMS = {}


def _program(function):
    PROGRAMS[function.__name__] = function
    return function


def _values(*shape):
    return np.arange(1, int(np.prod(shape)) + 1, dtype=np.float32).reshape(shape) / 4


@_program
def queues(tf):
    raw, runs = tf.raw_ops, []
    kinds = [(tf.float32, [3]), (tf.int32, [])]
    types, shapes = [kind for kind, _ in kinds], [shape for _, shape in kinds]
    for make in (raw.FIFOQueue, raw.PaddingFIFOQueue, raw.RandomShuffleQueue):
        queue = make(component_types=types, shapes=shapes, capacity=9)
        runs.append(raw.QueueEnqueueMany(handle=queue, components=[np.ones([4, 3], np.float32), np.full(4, 7, np.int32)]))
        runs.append(raw.QueueEnqueue(handle=queue, components=[np.ones(3, np.float32), np.int32(7)]))
        runs.append(raw.QueueSize(handle=queue))
        runs.append(raw.QueueDequeue(handle=queue, component_types=types))
        runs.append(raw.QueueDequeueMany(handle=queue, n=2, component_types=types))
        runs.append(raw.QueueClose(handle=queue))
        if make is not raw.PaddingFIFOQueue:
            runs.append(raw.QueueDequeueUpTo(handle=queue, n=5, component_types=types))
    queue = raw.PriorityQueue(component_types=[tf.string], shapes=[[]])
    runs.append(raw.QueueEnqueueMany(handle=queue, components=[np.array([5, 2, 3]), ["a", "b", "c"]]))
    runs.append(raw.QueueDequeue(handle=queue, component_types=[tf.int64, tf.string]))
    return runs


@_program
def handles_in_branches(tf):
    """A handle that comes through nodes of references."""
    raw = tf.raw_ops
    queue = raw.FIFOQueue(component_types=[tf.int32], shapes=[[]])
    put = raw.QueueEnqueue(handle=queue, components=[np.int32(4)])
    otherwise, then = raw.RefSwitch(data=queue, pred=tf.constant(True))
    taken = raw.QueueDequeue(handle=then, component_types=[tf.int32])
    never = raw.QueueDequeue(handle=otherwise, component_types=[tf.int32])
    merged = raw.Merge(inputs=[taken[0], never[0]])
    return [put, merged.output, raw.QueueSize(handle=raw.RefIdentity(input=queue))]


@_program
def readers(tf):
    """The file `lines` holds three lines."""
    raw, runs = tf.raw_ops, []
    for make in (raw.TextLineReader, raw.WholeFileReader):
        names = raw.FIFOQueue(component_types=[tf.string], shapes=[[]])
        runs.append(raw.QueueEnqueue(handle=names, components=["lines"]))
        reader = make()
        runs.append(list(raw.ReaderRead(reader_handle=reader, queue_handle=names)))
        runs.append(raw.ReaderNumRecordsProduced(reader_handle=reader))
        runs.append(raw.ReaderNumWorkUnitsCompleted(reader_handle=reader))
        runs.append(raw.ReaderReset(reader_handle=reader))
    names = raw.FIFOQueue(component_types=[tf.string], shapes=[[]])
    runs.append(raw.QueueEnqueueMany(handle=names, components=[["one", "two"]]))
    reader = raw.IdentityReader()
    runs.append(list(raw.ReaderReadUpTo(reader_handle=reader, queue_handle=names, num_records=1)))
    state = raw.ReaderSerializeState(reader_handle=reader)
    return [*runs, raw.ReaderRestoreState(reader_handle=reader, state=state)]


@_program
def tables(tf):
    raw = tf.raw_ops
    words, numbers = tf.constant(["a", "b"]), tf.constant([1, 2], tf.int64)
    kinds = {"key_dtype": tf.string, "value_dtype": tf.int64}
    fixed = raw.HashTable(**kinds)
    filled = raw.InitializeTable(table_handle=fixed, keys=words, values=numbers)
    from_file = raw.HashTable(shared_name="read", **kinds)
    read = raw.InitializeTableFromTextFile(table_handle=from_file, filename="lines", key_index=-2, value_index=-1)
    runs = [filled, read]
    default = tf.constant(-1, tf.int64)
    for table in (fixed, from_file):
        runs.append(raw.LookupTableFind(table_handle=table, keys=["b", "c", "one"], default_value=default))
        runs.append(raw.LookupTableSize(table_handle=table))
    grows = raw.MutableHashTable(**kinds)
    runs.append(raw.LookupTableInsert(table_handle=grows, keys=words, values=numbers))
    runs.append(raw.LookupTableFind(table_handle=grows, keys=words, default_value=default))
    runs.append(raw.LookupTableImport(table_handle=grows, keys=["z"], values=np.array([26])))
    runs.append(list(raw.LookupTableExport(table_handle=grows, Tkeys=tf.string, Tvalues=tf.int64)))
    rows = raw.MutableHashTableOfTensors(value_shape=[2], **kinds)
    runs.append(raw.LookupTableInsert(table_handle=rows, keys=words, values=np.array([[1, 2], [3, 4]])))
    missing = tf.constant([0, 0], tf.int64)
    runs.append(raw.LookupTableFind(table_handle=rows, keys=["b", "x"], default_value=missing))
    return runs


@_program
def variables(tf):
    raw, runs = tf.raw_ops, []
    for shape in ([2], []):
        variable = raw.Variable(shape=shape, dtype=tf.float32)
        start = tf.assign(variable, np.array([1, 2], np.float32), validate_shape=bool(shape))
        runs += [start, tf.assign_add(variable, [3.0, 4.0]), tf.identity(variable), tf.shape(variable)]
    return runs


@_program
def stacks(tf):
    raw = tf.raw_ops
    stack = raw.Stack(elem_type=tf.float32)
    push = raw.StackPush(handle=stack, elem=_values(2))
    with tf.control_dependencies([push]):
        second = raw.StackPush(handle=stack, elem=_values(3) * 2)
    with tf.control_dependencies([second]):
        pop = raw.StackPop(handle=stack, elem_type=tf.float32)
    with tf.control_dependencies([pop]):
        last = raw.StackPop(handle=stack, elem_type=tf.float32)
    with tf.control_dependencies([last]):
        return [[push, pop, last, raw.StackClose(handle=stack)]]


def _array_ops(tf, version):
    raw = tf.raw_ops
    return lambda what, **given: getattr(raw, "TensorArray" + what + version)(**given)


def _arrays(tf, version):
    """An array that is written, read, put together, taken apart, with one of gradients beside it."""
    make = _array_ops(tf, version)
    flow = tf.constant(0.0)
    handle = make("", size=2, dtype=tf.float32, dynamic_size=True, clear_after_read=False)
    for index in range(2):
        flow = make("Write", handle=handle, index=index, value=_values(3) * (index + 1), flow_in=flow)
    found = [make("Read", handle=handle, index=1, flow_in=flow, dtype=tf.float32)]
    found.append(make("Gather", handle=handle, indices=[1, 0], flow_in=flow, dtype=tf.float32))
    found += list(make("Concat", handle=handle, flow_in=flow, dtype=tf.float32))
    found.append(make("Size", handle=handle, flow_in=flow))
    if not version:
        found.append(tf.raw_ops.TensorArrayPack(handle=handle, flow_in=flow, dtype=tf.float32))
        other = make("", size=2, dtype=tf.float32)
        filled = tf.raw_ops.TensorArrayUnpack(handle=other, value=_values(2, 2), flow_in=tf.constant(0.0))
        found.append(make("Read", handle=other, index=0, flow_in=filled, dtype=tf.float32))
    parts = make("", size=2, dtype=tf.float32)
    filled = make("Split", handle=parts, value=_values(3, 1), lengths=np.array([1, 2]), flow_in=tf.constant(0.0))
    found.append(make("Read", handle=parts, index=1, flow_in=filled, dtype=tf.float32))
    rows = make("", size=2, dtype=tf.float32)
    filled = make("Scatter", handle=rows, indices=[1, 0], value=_values(2, 2), flow_in=tf.constant(0.0))
    found.append(make("Read", handle=rows, index=0, flow_in=filled, dtype=tf.float32))
    gradient = make("Grad", handle=handle, flow_in=flow, source="gradients")
    with tf.control_dependencies([gradient]):
        into = tf.identity(flow)
    for _ in range(2):
        into = make("Write", handle=gradient, index=0, value=_values(3), flow_in=into)
    found.append(make("Read", handle=gradient, index=0, flow_in=into, dtype=tf.float32))
    with tf.control_dependencies(found):
        found.append(make("Close", handle=handle))
    return [found]


@_program
def arrays_1(tf):
    return _arrays(tf, "")


@_program
def arrays_2(tf):
    return _arrays(tf, "V2")


@_program
def arrays_in_loops(tf):
    """As 0.x wrote loops: the handle goes into the frame, the flow round in it."""
    raw = tf.raw_ops
    array = raw.TensorArray(size=3, dtype=tf.float32)
    frame = {"frame_name": "loop"}
    handle = raw.RefEnter(data=array, is_constant=True, **frame)
    limit = raw.Enter(data=tf.constant(3), is_constant=True, **frame)
    entered = [raw.Enter(data=tf.constant(0), **frame), raw.Enter(data=tf.constant(0.0), **frame)]
    merged = [raw.Merge(inputs=[one, one]) for one in entered]
    goes_on = raw.LoopCond(input=tf.less(merged[0].output, limit))
    switched = [raw.Switch(data=one.output, pred=goes_on) for one in merged]
    index, flow = (one.output_true for one in switched)
    with tf.control_dependencies([index]):
        value = tf.constant(2.0)
    written = raw.TensorArrayWrite(handle=handle, index=index, value=tf.cast(index, tf.float32) * value, flow_in=flow)
    with tf.control_dependencies([index]):
        one = tf.constant(1)
    following = [raw.NextIteration(data=tf.add(index, one)), raw.NextIteration(data=written)]
    for start, again in zip(merged, following):  # noqa: B905  # Python 3.7
        start.output.op._update_input(1, again)
    left = raw.Exit(data=switched[1].output_false)
    return [raw.TensorArrayPack(handle=array, flow_in=left, dtype=tf.float32)]


@_program
def numbers(tf):
    raw = tf.raw_ops
    a, b = tf.constant(_values(2, 3)), tf.constant(-_values(2, 3))
    found = [raw.Concat(concat_dim=1, values=[a, b]), raw.Gather(params=a, indices=[1, 0, 1])]
    found += list(raw.TopK(input=a, k=2))
    found.append(raw.InTopK(predictions=a, targets=[2, 0], k=1))
    found.append(raw.Reverse(tensor=a, dims=[False, True]))
    found.append(raw.BatchMatMul(x=_values(2, 2, 3), y=_values(2, 2, 3), adj_x=False, adj_y=True))
    found.append(raw.SpaceToBatch(input=_values(1, 2, 2, 1), paddings=[[0, 0], [0, 0]], block_size=2))
    found.append(raw.BatchToSpace(input=_values(4, 1, 1, 1), crops=[[0, 0], [0, 0]], block_size=2))
    found += [raw.Inv(x=a), raw.InvGrad(y=a, dy=b), raw.Mod(x=b, y=a + 0.3), raw.BiasAddV1(value=a, bias=[1.0, 2.0, 3.0])]
    found += [raw.BatchMatrixDiag(diagonal=a), raw.BatchMatrixDiagPart(input=_values(2, 2, 2)), raw.Snapshot(input=a)]
    found.append(raw.BatchMatrixInverse(input=_values(2, 2, 2) + np.eye(2, dtype=np.float32)))
    found.append(raw.OnesLike(x=a))
    return [found]


@_program
def norms(tf):
    raw, x = tf.raw_ops, _values(2, 2, 1, 3)
    rows = {"scale": [1.0, 2.0, 0.5], "offset": [0.0, 0.1, 0.2]}
    empty = np.zeros(0, np.float32)
    norm = raw.FusedBatchNormV2(x=x, mean=empty, variance=empty, epsilon=0.01, **rows)
    saved = {"reserve_space_1": norm.reserve_space_1, "reserve_space_2": norm.reserve_space_2}
    gradient = raw.FusedBatchNormGradV2(y_backprop=x * x, x=x, scale=rows["scale"], epsilon=0.01, **saved)
    return [[norm.y, norm.batch_mean, norm.batch_variance, *list(gradient)[:3]]]


@_program
def summaries(tf):
    raw = tf.raw_ops
    return [raw.AudioSummary(tag="sound", tensor=_values(1, 6, 1) / 4, sample_rate=8000.0, max_outputs=2)]


@_program
def references(tf):
    """Nodes of references beside those of values."""
    raw = tf.raw_ops
    a, b = tf.Variable([1.0, 2.0], name="a"), tf.Variable([3.0, 4.0], name="b")
    references = [one._ref() for one in (a, b)]
    off, on = raw.RefSwitch(data=references[0], pred=tf.constant(False))
    merged = raw.RefMerge(inputs=[off, on])
    entered = raw.RefEnter(data=references[1], frame_name="once")
    left = raw.RefExit(data=entered)
    same = raw.RefIdentity(input=references[0])
    runs = [tf.global_variables_initializer(), tf.assign_add(same, [2.0, 2.0])]
    return [*runs, [tf.identity(merged.output), merged.value_index, tf.identity(left)]]


@_program
def steps_of_keras(tf):
    raw, runs, state = tf.raw_ops, [], []
    for k in range(6):
        handles = [raw.VarHandleOp(dtype=tf.float32, shape=[3, 2], shared_name=f"{name}_{k}") for name in ("var", "accum")]
        runs += [raw.AssignVariableOp(resource=one, value=_values(3, 2) * (n + 1)) for n, one in enumerate(handles)]
        given = {"var": handles[0], "accum": handles[1], "lr": 0.5}
        rows = {"grad": _values(2, 2), "indices": [2, 0]}
        nesterov = {"use_nesterov": k % 2 == 1}
        with tf.control_dependencies(runs[-2:]):
            if k < 2:
                step = raw.ResourceApplyKerasMomentum(grad=_values(3, 2), momentum=0.9, **given, **nesterov)
            elif k < 4:
                step = raw.ResourceSparseApplyKerasMomentum(momentum=0.9, **given, **rows, **nesterov)
            elif k == 4:
                step = raw.ResourceApplyAdagradV2(grad=_values(3, 2), epsilon=0.25, **given)
            else:
                step = raw.ResourceSparseApplyAdagradV2(epsilon=0.25, **given, **rows)
        with tf.control_dependencies([step]):
            state += [raw.ReadVariableOp(resource=one, dtype=tf.float32) for one in handles]
    names = ("var", "m", "v", "vhat")
    slots = {name: raw.VarHandleOp(dtype=tf.float32, shape=[2], shared_name=f"{name}_adam") for name in names}
    given = {"beta1_power": 0.5, "beta2_power": 0.7, "lr": 0.1, "beta1": 0.9, "beta2": 0.6, "epsilon": 0.01}
    steps = [raw.AssignVariableOp(resource=one, value=_values(2) * n) for n, one in enumerate(slots.values())]
    for grad in ([1.0, 0.5], [0.25, -2.0]):
        with tf.control_dependencies(steps):
            steps = [raw.ResourceApplyAdamWithAmsgrad(grad=grad, **slots, **given)]
    with tf.control_dependencies(steps):
        state += [raw.ReadVariableOp(resource=one, dtype=tf.float32) for one in slots.values()]
    return [state]


@_program
def composed(tf):
    """Ops that are several of others now."""
    raw, a = tf.raw_ops, tf.constant(_values(2, 3))
    near = a + np.array([0, 1e-3, 1], np.float32)
    found = [raw.ApproximateEqual(x=a, y=near), raw.ApproximateEqual(x=a, y=near, tolerance=0.01)]
    found.append(raw.ApproximateEqual(x=np.array([1, 2]), y=np.array([1, 3]), tolerance=1.5))
    found.append(raw.ClipByValue(t=a, clip_value_min=0.5, clip_value_max=1.0))
    found.append(tf.imag(raw.ConjugateTranspose(x=tf.complex(a, -a), perm=[1, 0])))
    found.append(raw.ConjugateTranspose(x=a, perm=np.array([1, 0])))
    symmetric = _values(2, 2, 2) + np.swapaxes(_values(2, 2, 2), 1, 2)
    found += [abs(raw.SelfAdjointEig(input=symmetric[0])), abs(raw.BatchSelfAdjointEig(input=symmetric))]
    found.append(raw.QuantizeAndDequantize(input=a))
    found.append(raw.QuantizeAndDequantize(input=a, num_bits=3, signed_input=False, range_given=True, input_max=1.25))
    found.append(tf.shape(raw.RandomPoisson(shape=[3], rate=a, seed=4)))
    found += [raw.ParallelConcat(values=[a[:1], a[1:]], shape=[2, 3]), tf.parallel_stack([a, a * 2])]
    found.append(raw.ScatterNdNonAliasingAdd(input=a, indices=[[1], [1]], updates=_values(2, 3)))
    return [found]


@_program
def images(tf):
    raw, x = tf.raw_ops, tf.constant(_values(1, 4, 5, 2))
    rows = {"m": [1.0, 2.0], "v": [4.0, 0.5], "beta": [0.25, -1.0], "gamma": [3.0, 2.0], "variance_epsilon": 0.001}
    found = [raw.BatchNormWithGlobalNormalization(t=x, **rows, scale_after_normalization=one) for one in (False, True)]
    sides = {"paddings": [[0, 0], [1, 1], [2, 1], [0, 0]], "filter": _values(2, 2, 2, 3), "strides": [1, 2, 1, 1]}
    for mode, padding in (("REFLECT", "VALID"), ("SYMMETRIC", "SAME")):
        found.append(raw.FusedPadConv2D(input=x, mode=mode, padding=padding, **sides))
    sides["strides"] = [1, 1, 1, 1]
    for corners in (False, True):
        how = {"resize_align_corners": corners, "mode": "REFLECT", "padding": "VALID"}
        found.append(raw.FusedResizeAndPadConv2D(input=x, size=[6, 7], **how, **sides))
    volume, box, changes = _values(1, 2, 3, 3, 2), _values(2, 1, 2, 2, 1), _values(1, 2, 3, 3, 1)
    how = {"strides": [1, 1, 1, 1, 1], "padding": "SAME"}
    found.append(raw.Conv3DBackpropInput(input=volume, filter=box, out_backprop=changes, **how))
    found.append(raw.Conv3DBackpropFilter(input=volume, filter=box, out_backprop=changes, **how))
    corners = np.array([[0, 0, 1, 1], [0, 0, 1, 0.9], [0, 0, 1, 0.6], [2, 2, 3, 3]], np.float32)
    boxes = {"boxes": corners, "scores": np.array([0.5, 0.75, -1, 0.25], np.float32), "max_output_size": 4}
    found += [raw.NonMaxSuppression(**boxes), raw.NonMaxSuppression(iou_threshold=0.75, **boxes)]
    found.append(raw.NonMaxSuppressionV2(iou_threshold=0.95, **boxes))
    return [found]


def _sequence(tf, steps):
    """A SequenceExample as bytes: `name`, `ids`, and the lists `words` of so many steps and `more` of one step fewer."""
    found = tf.train.SequenceExample()
    found.context.feature["name"].bytes_list.value.append(b"n%d" % steps)
    found.context.feature["ids"].int64_list.value.extend(range(steps))
    for step in range(steps):
        found.feature_lists.feature_list["words"].feature.add().float_list.value.extend([step, step / 2])
    for step in range(steps - 1):
        found.feature_lists.feature_list["more"].feature.add().int64_list.value.extend(range(step))
    return found.SerializeToString()


def _parts(tf, one):
    return [one.indices, one.values, one.dense_shape] if isinstance(one, tf.SparseTensor) else [one]


@_program
def sequences(tf):
    context = {
        "name": tf.FixedLenFeature([], tf.string),
        "width": tf.FixedLenFeature([2], tf.int64, default_value=[3, 4]),
        "ids": tf.VarLenFeature(tf.int64),
    }
    lists = {
        "words": tf.FixedLenSequenceFeature([2], tf.float32),
        "none": tf.FixedLenSequenceFeature([], tf.int64, allow_missing=True),
        "more": tf.VarLenFeature(tf.int64),
    }
    many = [_sequence(tf, steps) for steps in (3, 1)]
    found = []
    for spec in ((context, lists), ({"ids": context["ids"]}, {"none": lists["none"]}), (None, {"more": lists["more"]})):
        found += tf.parse_single_sequence_example(tf.constant(many[0]), *spec)
        found += tf.io.parse_sequence_example(tf.constant(many), *spec, example_names=tf.constant(["a", "b"]))
    tensors = [tensor for each in found for _, tensor in sorted(each.items())]
    return [[part for one in tensors for part in _parts(tf, one)]]


FILES = {"lines": b"one\t5\ntwo\t6\nc\t7\n"}
"""What lies beside a program."""
