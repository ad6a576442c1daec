"""What dies in a cluster, and how the others hear of it: on a Ray of its own, which dies, too."""

from __future__ import annotations

from support.clusters.life import lived
from support.clusters.ray_needed import needs_ray


@needs_ray
def test_a_worker_a_parameter_server_and_ray_die_at_random_moments(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    lived(tmp_path, 1)
