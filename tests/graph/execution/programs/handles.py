"""Tensors that stay in the session: handles of them."""

from __future__ import annotations

from support.compared import Programs, results
from support.compared.results import nodes, tried

PROGRAMS = Programs(results)


@PROGRAMS
def a_tensor_stays_in_the_session(tf, session):
    doubled = tf.constant(3.0) * 2
    handle = session.run(tf.get_session_handle(doubled, name="h"))
    holder, value = tf.get_session_tensor(handle.handle, tf.float32, name="got")
    place = tf.placeholder(tf.float32)
    found = [
        handle.handle,
        handle.eval(),
        session.run(value * 2, {holder: handle.handle}),
        session.run(place + 1, {place: handle}),
    ]
    found += [str(handle), holder.dtype.name, value.dtype.name, value.name]
    handle.delete()
    found += [tried(handle.eval), tried(handle.delete)]
    other = session.run(tf.get_session_handle(doubled))
    found += [other.get_raw_handle(), tried(other.delete)]
    return found, nodes(tf.get_default_graph())


@PROGRAMS
def deleting(tf, session):
    handle = session.run(tf.get_session_handle(tf.constant([1, 2])))
    holder, delete = tf.delete_session_tensor(handle.get_raw_handle())
    get, value = tf.get_session_tensor(handle.get_raw_handle(), tf.int32)
    found = [session.run(value, {get: handle.get_raw_handle()}), session.run(delete, {holder: handle.get_raw_handle()})]
    found.append(tried(lambda: session.run(value, {get: handle.get_raw_handle()})))
    found.append(tried(lambda: session.run(delete, {holder: handle.get_raw_handle()})))
    return found, holder.op.type, delete.type, delete.device, value.device


@PROGRAMS
def several(tf, session):
    first, second = tf.constant([1.0]), tf.constant(["a", "b"])
    handles = session.run({"one": first, "two": [tf.get_session_handle(second), first]})
    return [handles["two"][0].handle, handles["two"][0].eval(), handles["one"], tf.get_session_handle(first).shape.as_list()]


@PROGRAMS
def refusals(tf, session):
    handle = session.run(tf.get_session_handle(tf.constant(1.0)))
    holder, value = tf.get_session_tensor(handle.handle, tf.int32)
    number, other = tf.placeholder(tf.int32), tf.placeholder(tf.float32)
    return [
        tried(lambda: tf.get_session_handle(None)),
        tried(lambda: tf.get_session_handle([1, 2])),
        tried(lambda: session.run(value, {holder: handle.handle}))[:2],
        tried(lambda: session.run(number + 1, {number: handle})),
        tried(lambda: session.run(other + 1, {other: handle})),
    ]
