"""Names that programs seldom say: what was recorded from TensorFlow 1.15."""

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "seldom")


@pytest.mark.parametrize("name", RECORDED.names)
@pytest.mark.filterwarnings("ignore::headrace.formats.old_forms.OldFormWarning")
def test_program_gives_what_it_gave_in_tensorflow(name):
    RECORDED.hold(tf, name)


def test_a_file_that_calls_is_asked_for_its_directory():
    assert tf.resource_loader.get_root_dir_with_all_resources() == __file__.rpartition("/")[0]
