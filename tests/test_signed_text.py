"""The Markdown of records: a small part, and every other character as it is."""

import json

import pytest

from generator.signed_text import read_blocks, read_runs, signed_text
from tests.conftest import REPOSITORY

# The same cases hold for the page's script (tests/node/signed-text.test.js).
CASES = json.loads((REPOSITORY / "tests/node/signed-text.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["blocks"], ids=lambda case: case["text"][:20])
def test_a_text_is_taken_apart_into_blocks(case):
    blocks = [[block.tag, list(block.texts)] for block in read_blocks(case["text"])]

    assert blocks == case["blocks"]


@pytest.mark.parametrize("case", CASES["runs"], ids=lambda case: case["text"][:20])
def test_a_line_is_taken_apart_at_what_is_strong(case):
    assert read_runs(case["text"]) == case["runs"]


def test_blocks_become_elements_with_nothing_between_them():
    text = "A <b> & **c**\nd\n\n## E\n- f\n- **g**\n1. h"

    assert signed_text(text) == (
        "<p>A &lt;b&gt; &amp; <strong>c</strong>\nd</p><h3>E</h3>"
        "<ul><li>f</li><li><strong>g</strong></li></ul><ol><li>h</li></ol>"
    )
