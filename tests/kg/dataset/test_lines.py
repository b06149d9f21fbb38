import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dataset.lines import graph_of, triple_of, write_sorted
from kg.graph.quads import Quad, line, string


@settings(max_examples=50)
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"], min_codepoint=32), min_size=1)), st.data())
def test_sorted_once_each_whatever_the_order_and_the_run_length(tmp_path_factory, lines, data):
    """Any order and any number of runs give the same bytes: each line once, sorted by code points."""
    target = tmp_path_factory.mktemp("lines") / "out"
    shuffled = data.draw(st.permutations(lines))

    written = write_sorted(shuffled, target, run_lines=data.draw(st.integers(1, 5)))

    expected = "".join(f"{one}\n" for one in sorted(set(lines))).encode()
    assert target.read_bytes() == expected
    assert (written.lines, written.sha256) == (len(set(lines)), hashlib.sha256(expected).hexdigest())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_line_is_split_at_its_graph_whatever_the_literal(text):
    """Brackets, quotes and line separators inside a literal do not move the graph."""
    row = line(Quad("http://h/s", "http://h/p", string(text), "http://h/graph/x")).encode()

    assert graph_of(row + b"\n") == b"http://h/graph/x"
    assert triple_of(row) + b" <http://h/graph/x> ." == row
    assert b"\n" not in row
