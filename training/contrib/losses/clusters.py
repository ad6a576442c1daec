"""cluster_loss: what groups could be made of the embeddings that are worse than the labels, and yet nearer together."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.types import dtypes

from .agreement import SCORES
from .metric_learning import pairwise_distance

_ROUNDS = 5
"""How often the middles of all groups are moved."""


class _Search:
    """The middles of groups that are near their members and disagree with the labels."""

    def __init__(self, distances: np.ndarray, labels: np.ndarray, margin_multiplier: Any, margin_type: str) -> None:
        self._distances = distances
        self._labels = labels
        self._multiplier = np.float32(margin_multiplier)
        self._score = SCORES[margin_type]
        self.number = len(np.unique(labels))

    def groups(self, middles: np.ndarray) -> np.ndarray:
        """The number of the nearest middle for each row; a middle is in its own group."""
        found = self._distances[middles].argmin(0)
        found[middles] = np.arange(len(middles))
        return found

    def score(self, middles: np.ndarray) -> np.float32:
        """How far the groups agree with the labels, in [0, 1]."""
        return np.float32(max(0.0, self._score(self._labels, self.groups(middles))))

    def _best(self, nearness: np.ndarray, proposals: list[np.ndarray]) -> int:
        misses = np.array([1 - self.score(middles) for middles in proposals], np.float32)
        return int(np.argmax(nearness + self._multiplier * misses))

    def greedy(self) -> np.ndarray:
        """One middle after the other, each the best that there is beside those before."""
        middles = np.empty(0, np.int32)
        for _ in range(self.number):
            candidates = np.setdiff1d(np.arange(len(self._labels), dtype=np.int32), middles)
            so_far = self._distances[middles].min(0, initial=np.inf)
            nearness = -np.minimum(self._distances[candidates], so_far).sum(1)
            proposals = [np.append(middles, candidate) for candidate in candidates]
            middles = proposals[self._best(nearness, proposals)]
        return middles

    def moved(self, middles: np.ndarray) -> np.ndarray:
        """The middles, moved several times to the best member of each group."""
        for _ in range(_ROUNDS):
            groups = self.groups(middles)
            for group in range(self.number):
                members = np.flatnonzero(groups == group).astype(np.int32)
                nearness = -self._distances[np.ix_(members, members)].sum(0)
                proposals = [np.where(np.arange(len(middles)) == group, member, middles) for member in members]
                middles = proposals[self._best(nearness, proposals)].astype(np.int32)
        return middles


def _middles_of_labels(distances: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """For each row the row of its label that is nearest to all of them."""
    found = np.empty(len(labels), np.int32)
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        found[members] = members[distances[np.ix_(members, members)].sum(0).argmin()]
    return found


@export("contrib.losses.metric_learning.cluster_loss")
def cluster_loss(
    labels: Any,
    embeddings: Any,
    margin_multiplier: float,
    enable_pam_finetuning: bool = True,
    margin_type: str = "nmi",
    print_losses: bool = False,
) -> Tensor:
    """How much nearer to their middles the rows could be in groups that are not those of the labels.

    Source: Song et al.: Deep Metric Learning via Facility Location, 2017.

    Args:
      labels: integers [batch] or [batch, 1].
      embeddings: float32 [batch, elements], of length 1.
      margin_multiplier: how much a disagreement of groups with labels counts.
      enable_pam_finetuning: whether the middles of groups are moved once they are found.
      margin_type: how agreement is measured: "nmi" and "ami" (normalized and adjusted mutual information), "ari" (adjusted
        Rand index), "vmeasure", or "const" (1 for all equal).
      print_losses: whether the loss is printed when run, on stderr.

    Returns:
      a float32 scalar.

    Raises:
      ValueError: there is no such `margin_type`.
    """
    distances = pairwise_distance(embeddings)
    labels = ops.squeeze(convert_to_tensor(labels))

    def search(distances: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.float32]:
        found = _Search(distances, labels, margin_multiplier, margin_type)
        middles = found.greedy()
        if enable_pam_finetuning:
            middles = found.moved(middles)
        return middles, _middles_of_labels(distances, labels), found.score(middles)

    if margin_type not in SCORES:
        raise ValueError(f"Unrecognized margin_type: {margin_type}")
    kinds = [dtypes.int32, dtypes.int32, dtypes.float32]
    middles, of_labels, agreement = ops.py_func(search, [distances, labels], kinds, stateful=False, name=margin_type)
    middles.set_shape([None])
    of_labels.set_shape(labels.static_shape)
    agreement.set_shape([])
    found: Any = -1.0 * ops.reduce_sum(ops.reduce_min(ops.gather(distances, middles), 0))
    rows = ops.range(ops.size(of_labels))
    given: Any = -1.0 * ops.reduce_sum(ops.gather_nd(distances, ops.stack([of_labels, rows], 1)))
    missing = found + ops.multiply(margin_multiplier, 1.0 - agreement) - given
    loss = ops.maximum(missing, 0.0, name="clustering_loss")
    loss.set_shape([])
    if print_losses:
        loss = ops.Print(loss, ["clustering_loss: ", loss, ops.shape(loss)])
    scalar("losses/score_pred", found)
    scalar(f"losses/{margin_type}", agreement)
    scalar("losses/score_gt", given)
    return loss
