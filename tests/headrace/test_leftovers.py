"""Single names and arguments of several rooms: what was recorded from TensorFlow 1.15."""

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "leftovers")


@pytest.mark.parametrize("name", RECORDED.names)
@pytest.mark.filterwarnings("ignore::headrace.formats.old_forms.OldFormWarning")
def test_program_gives_what_it_gave_in_tensorflow(name):
    RECORDED.hold(tf, name)


def test_a_walk_tells_of_a_directory_that_is_not_there():
    told = []
    assert list(tf.io.gfile.walk("none", onerror=told.append)) == []
    assert [type(error) for error in told] == [tf.errors.NotFoundError]


def test_ragged_pieces_are_refused_by_name():
    with pytest.raises(NotImplementedError, match="RaggedTensor"):
        tf.string_split(["a"], result_type="RaggedTensor")
