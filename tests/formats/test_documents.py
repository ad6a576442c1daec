"""Documentation completed by others': what is taken, in which order, and what is not."""

from __future__ import annotations

import pytest

from headrace.formats.doors.documents import documented_by, merged, parsed


def test_a_function_takes_what_it_does_not_say_in_the_order_of_its_signature():
    class Wide:
        """A base.

        Args:
          width: of the window;
            in pixels.
          fill, edge: what lies outside.

        Raises:
          ValueError: a negative width.
        """

        def __init__(self, width, fill, edge, name=None):
            """Sets up."""

    class Wider(Wide):
        """Wide, and more.

        Args:
          more: how much.
        """

    @documented_by(Wider)
    def wide(inputs, more, edge, width, name=None):
        """`Wider` of inputs.

        Args:
          inputs: pictures.
          width: in lines.

        Returns:
          Pictures.
        """

    assert wide.__doc__.splitlines() == [
        "`Wider` of inputs.",
        "",
        "Args:",
        "  inputs: pictures.",
        "  more: how much.",
        "  edge: what lies outside.",
        "  width: in lines.",
        "",
        "Returns:",
        "  Pictures.",
        "",
        "Raises:",
        "  ValueError: a negative width.",
    ]


def test_an_entry_of_several_names_stays_one_with_its_further_lines():
    source = """What.

    Args:
      a, b: both
        of them.
      c: alone.
    """
    assert merged("Own.", ["a", "b"], [source]) == "Own.\n\nArgs:\n  a, b: both\n    of them."


def test_names_of_an_entry_may_fill_two_lines():
    source = "A.\n\nArgs:\n  one, two,\n    three: as\n    they are.\n  four: not."
    assert merged("Own.", ["one", "three"], [source]) == "Own.\n\nArgs:\n  one, three: as\n    they are."


def test_the_first_that_says_something_is_believed():
    sources = ["A.\n\nArgs:\n  x: first.\n\nReturns: one.", "B.\n\nArgs:\n  x: second.\n  y: third.\n\nReturns: two."]
    assert merged(None, ["x", "y"], sources) == "A.\n\nArgs:\n  x: first.\n  y: third.\n\nReturns:\n  one."


def test_examples_are_a_functions_own():
    source = "A.\n\nExample:\n  >>> 1\n  1"
    assert merged("B.", [], [source]) == "B."
    assert merged("B.\n\nExample:\n  >>> 2\n  2", [], [source]) == "B.\n\nExample:\n  >>> 2\n  2"


@pytest.mark.parametrize("doc", [None, "", "One line.", "Two\n\nparagraphs: of text."])
def test_what_has_no_sections_is_its_head(doc):
    assert parsed(doc).head == (doc or "")
    assert merged(doc, ["x"], []) == (doc or "")
