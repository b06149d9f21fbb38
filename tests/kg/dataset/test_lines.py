import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dataset.durable import digest_file
from kg.dataset.lines import Lent, graph_of, triple_of, write_sorted
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


GRAPHS = ("http://h/graph/a", "http://h/graph/b", "http://h/graph/registry")
ROWS = st.lists(st.builds(lambda n, g: f"<s{n}> <p> <o> <{g}> .", st.integers(0, 30), st.sampled_from(GRAPHS)))


@settings(max_examples=100)
@given(ROWS, ROWS, st.frozensets(st.sampled_from(GRAPHS[:2])), st.integers(1, 5))
def test_lent_lines_stay_by_their_graph_and_every_change_is_told(tmp_path_factory, before, fresh, graphs, run_lines):
    """What an earlier file lends is merged in; what only one of the files has is told once, and all is given along."""
    folder, left, came, given_along = tmp_path_factory.mktemp("lines"), [], [], []
    write_sorted(before, folder / "before")
    lent = Lent(
        folder / "before", graphs, lambda gone, new: (left.extend(gone.splitlines()), came.extend(new.splitlines()))
    )

    written = write_sorted(fresh, folder / "out", run_lines=run_lines, also=given_along.append, lent=lent)

    stay = {row for row in before if graph_of(row.encode()).decode() in graphs}
    expected = {row.encode() for row in stay | set(fresh)}
    assert (folder / "out").read_bytes().splitlines() == sorted(expected)
    assert (written.lines, written.sha256) == (len(expected), digest_file(folder / "out")[0])
    assert set(b"".join(given_along).splitlines()) == expected
    old = {row.encode() for row in before}
    assert left == sorted(old - expected)
    assert expected - old <= set(came) <= {row.encode() for row in fresh}
    assert len(came) == len(set(came))
