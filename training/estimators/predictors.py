"""tf.contrib.predictor: exported and trained models as functions of arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.platform import logging

from ..saved_model import constants
from ..saved_model.loader import SavedModelLoader
from ..sessions.monitored import ChiefSessionCreator, MonitoredSession
from .modes import ModeKeys


class Predictor:
    """A model as a function: it takes a dict of arrays, and gives a dict of arrays.

    Args:
      graph: its graph.
      session: the session.
      feed_tensors: dict from names to the names of tensors.
      fetch_tensors: the same of what comes out.
    """

    def __init__(self, graph: Graph, session: Any, feed_tensors: Mapping[str, str], fetch_tensors: Mapping[str, str]) -> None:
        self._graph = graph
        self._session = session
        self._feed_tensors = {key: graph.get_tensor_by_name(name) for key, name in feed_tensors.items()}
        self._fetch_tensors = {key: graph.get_tensor_by_name(name) for key, name in fetch_tensors.items()}

    @property
    def graph(self) -> Graph:
        """The graph of the model."""
        return self._graph

    @property
    def session(self) -> Any:
        """The session in which its variables are."""
        return self._session

    @property
    def feed_tensors(self) -> dict[str, Any]:
        """Dict from names to the tensors that are fed."""
        return self._feed_tensors

    @property
    def fetch_tensors(self) -> dict[str, Any]:
        """Dict from names to the tensors that come out."""
        return self._fetch_tensors

    def __repr__(self) -> str:
        return f"{type(self).__name__} with feed tensors {self._feed_tensors} and fetch_tensors {self._fetch_tensors}"

    def __call__(self, input_dict: Mapping[str, Any]) -> dict[str, Any]:
        """What the model makes of arrays.

        Args:
          input_dict: dict from names to arrays.

        Returns:
          dict from names to arrays.

        Raises:
          ValueError: there is no such input.
        """
        if unexpected := set(input_dict) - set(self._feed_tensors):
            raise ValueError(f"Got unexpected keys in input_dict: {unexpected}\nexpected: {set(self._feed_tensors)}")
        given = {tensor: input_dict.get(key) for key, tensor in self._feed_tensors.items()}
        return self._session.run(self._fetch_tensors, {key: value for key, value in given.items() if value is not None})


@export("contrib.predictor.from_saved_model")
def from_saved_model(
    export_dir: Any,
    signature_def_key: str | None = None,
    signature_def: Any = None,
    input_names: Mapping[str, str] | None = None,
    output_names: Mapping[str, str] | None = None,
    tags: str | None = None,
    graph: Graph | None = None,
    config: Any = None,
) -> Predictor:
    """A SavedModel as a function of arrays.

    Args:
      export_dir: its directory.
      signature_def_key: the name of the signature, by default "serving_default"; or
      signature_def: a SignatureDef; or
      input_names: dict from names to those of tensors, and
      output_names: the same of what comes out.
      tags: those of the graph, with commas between them; "serve" by default.
      graph: where to put it; a new Graph by default.
      config: a ConfigProto; None for the default.

    Returns:
      a function of a dict of arrays, which has `graph`, `session`, `feed_tensors` and `fetch_tensors`.

    Raises:
      ValueError: the SavedModel has no such signature, or more than one way to say which is given.
      RuntimeError: it has no graph of these tags.
    """
    if (input_names is None) != (output_names is None):
        raise ValueError("input_names and output_names must both be specified or both be unspecified.")
    if sum(given is not None for given in (signature_def_key, signature_def, input_names)) > 1:
        raise ValueError("You must specify at most one of signature_def_key OR signature_def OR(input_names AND output_names).")
    graph = graph or Graph()
    with graph.as_default():
        session = Session(config=config)
        meta_graph = SavedModelLoader(export_dir).load(session, (tags or constants.SERVING).split(","))
    if input_names is not None and output_names is not None:
        return Predictor(graph, session, input_names, output_names)
    if signature_def is None:
        signature_def = _signature(meta_graph, signature_def_key or constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY)
    return Predictor(graph, session, _names(signature_def.inputs), _names(signature_def.outputs))


def _signature(meta_graph: Any, key: str) -> Any:
    if key in meta_graph.signature_def:
        return meta_graph.signature_def[key]
    other = f"default_input_alternative:{key}"
    if other in meta_graph.signature_def:
        logging.warning('Could not find signature def "%s". Using "%s" instead', key, other)
        return meta_graph.signature_def[other]
    raise ValueError(
        f'Got signature_def_key "{key}". Available signatures are {list(meta_graph.signature_def)}. Original error:\n'
        f"'No SignatureDef with key \\'{key}\\' found in MetaGraphDef.'"
    )


def _names(infos: Mapping[str, Any]) -> dict[str, str]:
    return {key: info.name for key, info in infos.items()}


@export("contrib.predictor.from_estimator")
def from_estimator(
    estimator: Any,
    serving_input_receiver_fn: Callable[[], Any],
    output_key: str | None = None,
    graph: Graph | None = None,
    config: Any = None,
) -> Predictor:
    """The model of an Estimator, as of its latest checkpoint, as a function of arrays.

    Args:
      estimator: a tf.estimator.Estimator.
      serving_input_receiver_fn: gives a ServingInputReceiver.
      output_key: which of the exported outputs to give, by default "serving_default".
      graph: where to put it; a new Graph by default.
      config: a ConfigProto; None for the default.

    Returns:
      a function of a dict of arrays, which has `graph`, `session`, `feed_tensors` and `fetch_tensors`.

    Raises:
      KeyError: there is no such output.
      ValueError: that output is not fed like that.
    """
    graph = graph or Graph()
    key = output_key or constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY
    with graph.as_default():
        receiver = serving_input_receiver_fn()
        spec = estimator.model_fn(receiver.features, None, ModeKeys.PREDICT, estimator.config)
        if key not in spec.export_outputs:
            raise KeyError(f"output_key must be one of {spec.export_outputs.keys()}; got {key}")
        signature = spec.export_outputs[key].as_signature_def(receiver.receiver_tensors)
        session = MonitoredSession(ChiefSessionCreator(config=config, checkpoint_dir=estimator.model_dir))
    return Predictor(graph, session, _names(signature.inputs), _names(signature.outputs))
