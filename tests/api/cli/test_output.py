"""Tables for people: a very long cell is cut to the part that matters, and shows that it is cut."""

from hypothesis import given
from hypothesis import strategies as st

from api.cli.output import excerpt

TEXT = "".join(map(chr, range(0x4E00, 0x4E00 + 200)))  # no sign twice
RANGES = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=8, unique=True).map(
    lambda ends: [list(pair) for pair in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False)]
)


@given(RANGES, st.integers(4, 300))
def test_an_excerpt_marks_the_same_words(marked, longest):
    """What is shown is one part of the text, with the first marked sign and no mark on other signs."""
    shown = excerpt(TEXT, marked, longest)
    part = shown.text.strip("…")

    assert part in TEXT
    assert len(part) == min(longest, len(TEXT))
    assert shown.text.startswith("…") == (part[0] != TEXT[0])
    assert shown.text.endswith("…") == (part[-1] != TEXT[-1])
    wanted = {TEXT[place] for start, stop in marked for place in range(start, stop)}
    assert {shown.text[place] for start, stop in shown.ranges for place in range(start, stop)} == wanted & set(part)
    assert TEXT[marked[0][0]] in part
