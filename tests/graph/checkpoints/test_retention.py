"""Which checkpoints are kept, and the file that names them."""

from __future__ import annotations

import os
import shutil

import pytest

import headrace as tf
from headrace.graph.checkpoints import retention


@pytest.fixture
def step(session):
    variable = tf.Variable(0, name="step")
    session.run(variable.initializer)
    return variable


def kept() -> list[str]:
    return sorted(name.removesuffix(".index") for name in os.listdir(".") if name.endswith(".index"))


def test_only_the_last_ones_are_kept(session, step, directory):
    saver = tf.train.Saver(max_to_keep=2)
    for number in (1, 2, 3, 2, 4):
        saver.save(session, "m", global_step=number)
    assert kept() == ["m-2", "m-4"]
    assert saver.last_checkpoints == ["m-2", "m-4"]


@pytest.mark.parametrize("all_of_them", [0, None])
def test_all_are_kept_and_only_the_last_is_listed(all_of_them, session, step, directory):
    saver = tf.train.Saver(max_to_keep=all_of_them)
    for number in range(7):
        saver.save(session, "m", global_step=number)
    assert len(kept()) == 7
    assert saver.last_checkpoints == []
    assert list(tf.train.get_checkpoint_state(".").all_model_checkpoint_paths) == ["./m-6"]


def test_one_is_kept_of_every_so_many_hours(session, step, directory, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(retention.time, "time", lambda: now[0])
    saver = tf.train.Saver(max_to_keep=1, keep_checkpoint_every_n_hours=1)
    for number in range(10):
        now[0] += 1200
        saver.save(session, "m", global_step=number)
    assert kept() == ["m-3", "m-6", "m-9"]


def test_a_checkpoint_that_is_written_again_is_listed_once(session, step, directory):
    saver = tf.train.Saver()
    for _ in range(3):
        saver.save(session, "m")
    assert saver.last_checkpoints == ["m"]
    assert kept() == ["m"]


def test_a_run_takes_over_the_checkpoints_of_the_one_before(session, step, directory):
    first = tf.train.Saver(max_to_keep=3)
    for number in range(3):
        first.save(session, "m", global_step=number)
    second = tf.train.Saver(max_to_keep=3)
    second.recover_last_checkpoints(["gone-1", *tf.train.get_checkpoint_state(".").all_model_checkpoint_paths])
    assert second.last_checkpoints == ["./m-0", "./m-1", "./m-2"]
    second.save(session, "m", global_step=3)
    assert kept() == ["m-1", "m-2", "m-3"]
    third = tf.train.Saver(max_to_keep=1)
    third.set_last_checkpoints(second.last_checkpoints)
    third.save(session, "m", global_step=4)  # of unknown age: kept for good
    assert kept() == ["m-1", "m-2", "m-3", "m-4"]
    third.set_last_checkpoints_with_time([("m-3", 0.0), ("m-4", 1.0)])
    assert third.last_checkpoints == ["m-3", "m-4"]


def test_a_checkpoint_with_its_graph_is_removed_whole(session, step, directory):
    for name in ("m-1.index", "m-1.data-00000-of-00002", "m-1.data-00001-of-00002", "m-1.meta", "m-10.index", "m-1.txt"):
        (directory / name).touch()
    tf.train.remove_checkpoint("m-1")
    assert sorted(os.listdir(".")) == ["m-1.txt", "m-10.index"]
    (directory / "v1-?????-of-00001").touch()
    tf.train.remove_checkpoint("v1-?????-of-00001", tf.train.SaverDef.V1)
    assert sorted(os.listdir(".")) == ["m-1.txt", "m-10.index"]


def test_directories_with_special_characters(session, step, directory):
    os.mkdir("a[1]*")
    saver = tf.train.Saver(max_to_keep=1)
    for number in range(2):
        saver.save(session, "a[1]*/m?", global_step=number)
    names = sorted(name for name in os.listdir("a[1]*") if not name.endswith(".meta"))
    assert names == ["checkpoint", "m?-1.data-00000-of-00001", "m?-1.index"]
    saver.restore(session, tf.train.latest_checkpoint("a[1]*"))
    old = tf.train.Saver(write_version=tf.train.SaverDef.V1, max_to_keep=1)
    for number in range(2):
        old.save(session, "a[1]*/v[1]", global_step=number)
    old.restore(session, tf.train.latest_checkpoint("a[1]*"))
    assert [name for name in os.listdir("a[1]*") if "v[" in name and "meta" not in name] == ["v[1]-1"]


def test_the_directory_can_be_moved(session, step, directory):
    saver = tf.train.Saver(save_relative_paths=True)
    saver.save(session, directory / "old" / "m", global_step=1)
    assert (directory / "old" / "checkpoint").read_text() == 'model_checkpoint_path: "m-1"\nall_model_checkpoint_paths: "m-1"\n'
    os.rename("old", "new")
    assert tf.train.latest_checkpoint("new") == "new/m-1"
    saver = tf.train.Saver()
    saver.save(session, directory / "new" / "m", global_step=2)
    assert f'"{directory}/new/m-2"' in (directory / "new" / "checkpoint").read_text()


def test_a_directory_that_was_moved_has_its_checkpoints_where_they_are(session, step, directory):
    saver = tf.train.Saver(max_to_keep=3)
    os.mkdir("first")
    for number in range(3):
        saver.save(session, f"{directory}/first/m", global_step=number)
    os.rename("first", "second")
    assert tf.train.latest_checkpoint("second") == "second/m-2"
    state = tf.train.get_checkpoint_state(f"{directory}/second")
    assert state.model_checkpoint_path == f"{directory}/second/m-2"
    assert list(state.all_model_checkpoint_paths) == [f"{directory}/second/m-{number}" for number in range(3)]
    saver.restore(session, state.model_checkpoint_path)
    after = tf.train.Saver(max_to_keep=3)
    after.recover_last_checkpoints(state.all_model_checkpoint_paths)
    after.save(session, f"{directory}/second/m", global_step=3)
    assert sorted(name for name in os.listdir("second") if name.endswith(".index")) == [f"m-{k}.index" for k in (1, 2, 3)]


def test_a_directory_that_was_copied_names_the_checkpoints_that_were_written(session, step, directory):
    os.mkdir("first")
    saved = tf.train.Saver().save(session, f"{directory}/first/m")
    shutil.copytree("first", "second")
    assert tf.train.latest_checkpoint("second") == saved
    os.unlink("first/m.index")
    assert tf.train.latest_checkpoint("second") == "second/m"


def test_what_a_state_file_names_elsewhere_is_not_removed(session, step, directory, caplog):
    """Whoever writes a file `checkpoint` may name any path in it."""
    for name in ("theirs", "ours"):
        os.mkdir(name)
    tf.train.Saver().save(session, "theirs/m")
    before = sorted(os.listdir("theirs"))
    tf.train.update_checkpoint_state("ours", f"{directory}/theirs/m")
    saver = tf.train.Saver(max_to_keep=1)
    saver.recover_last_checkpoints(tf.train.get_checkpoint_state("ours").all_model_checkpoint_paths)
    assert saver.last_checkpoints == [f"{directory}/theirs/m"]
    saver.save(session, "ours/m", global_step=1)
    assert saver.last_checkpoints == ["ours/m-1"]
    assert sorted(os.listdir("theirs")) == before
    assert f"Not removing {directory}/theirs/m" in caplog.text


def test_a_saver_removes_what_it_has_written_from_every_directory(session, step, directory):
    saver = tf.train.Saver(max_to_keep=1)
    for name in ("one", "two"):
        os.mkdir(name)
        saver.save(session, f"{name}/m")
    assert [name for name in os.listdir("one") if name != "checkpoint"] == []


def test_another_name_for_the_file_and_none(session, step, directory):
    saver = tf.train.Saver()
    saver.save(session, "m", global_step=1, latest_filename="best")
    saver.save(session, "m", global_step=2, write_state=False)
    assert tf.train.latest_checkpoint(".", "best") == "./m-1"
    assert tf.train.latest_checkpoint(".") is None
    assert saver.last_checkpoints == ["m-1"]


def test_states_that_make_no_sense(directory, caplog):
    (directory / "checkpoint").write_text('all_model_checkpoint_paths: "m"\n')
    with pytest.raises(ValueError, match="Invalid checkpoint state loaded from"):
        tf.train.get_checkpoint_state(directory)
    for damaged in ('model_checkpoint_path "m', "\xff\xfe"):
        (directory / "checkpoint").write_bytes(damaged.encode("latin-1"))
        assert tf.train.get_checkpoint_state(directory) is None
        assert tf.train.latest_checkpoint(directory) is None
        assert "Checkpoint ignored" in caplog.text
    (directory / "checkpoint").write_text('model_checkpoint_path: "gone"\n')
    assert tf.train.latest_checkpoint(directory) is None
    assert tf.train.get_checkpoint_state(directory).model_checkpoint_path == f"{directory}/gone"
    with pytest.raises(RuntimeError, match="conflicts with path used for checkpoint state"):
        tf.train.update_checkpoint_state(str(directory), f"{directory}/checkpoint")
    with pytest.raises(ValueError, match="Checkpoint timestamps, if provided, must match checkpoint paths"):
        tf.train.generate_checkpoint_state_proto("a", "a/b", ["a/c"], [1.0])
    tf.train.update_checkpoint_state(str(directory), "/x/b", ["/x/a", "/x/b"], None, [1.0, 2.0], 1.0)
    state = tf.train.get_checkpoint_state(directory)
    assert list(state.all_model_checkpoint_timestamps) == [1, 2]
    assert state.last_preserved_timestamp == 1


def test_when_checkpoints_were_made(session, step, directory):
    tf.train.Saver().save(session, "m")
    os.utime("m.index", (5, 5))
    assert tf.train.get_checkpoint_mtimes(["gone", "m"]) == [5.0]


def test_new_checkpoints_are_waited_for(session, step, directory):
    saver = tf.train.Saver()
    saver.save(session, "m", global_step=1)
    seen = []
    for path in tf.train.checkpoints_iterator(".", timeout=0):
        seen.append(path)
        if len(seen) < 3:
            saver.save(session, "m", global_step=len(seen) + 1)
    assert seen == ["./m-1", "./m-2", "./m-3"]
    asked = []
    assert list(tf.train.checkpoints_iterator("nowhere", timeout=0, timeout_fn=lambda: asked.append(1) or len(asked) > 1)) == []
    assert len(asked) == 2
