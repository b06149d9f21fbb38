"""Paths of a PDF page → shapes, in points from the lower left corner, and which of them are rectangles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pdfminer.utils import apply_matrix_pt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pdfminer.utils import Matrix, PathSegment, Point

    from kg.readers.blocks import Box

# sides of a rectangle may lean by so much, in points
_STRAIGHT = 0.1
_CORNERS = 4
# a border is at most this thick, in points; a thicker bar is shading
THICKEST_RULE = 3.0


class Shape(NamedTuple):
    """One part of a path: its corners, its straight strokes, and the box around all its points, those of curves too."""

    points: list[Point]
    straight: list[tuple[Point, Point]]
    bends: list[Point]

    @property
    def box(self) -> Box:
        """The box around its corners."""
        return around(self.points)

    @property
    def whole_box(self) -> Box:
        """The box that nothing of it leaves."""
        return around([*self.points, *self.bends])

    @property
    def is_thin(self) -> bool:
        """It is no thicker than a rule."""
        x0, y0, x1, y1 = self.whole_box
        return min(x1 - x0, y1 - y0) <= THICKEST_RULE

    @property
    def is_rectangle(self) -> bool:
        """Four corners, sides along the axes."""
        points = self.points[:-1] if len(self.points) > _CORNERS and self.points[0] == self.points[-1] else self.points
        if self.bends or len(points) != _CORNERS:
            return False
        x0, y0, x1, y1 = self.box
        corners = {(abs(x - x0) > abs(x - x1), abs(y - y0) > abs(y - y1)) for x, y in points}
        near = all(
            min(abs(x - x0), abs(x - x1)) <= _STRAIGHT and min(abs(y - y0), abs(y - y1)) <= _STRAIGHT for x, y in points
        )
        return near and len(corners) == _CORNERS


def around(points: Sequence[Point]) -> Box:
    """Return the box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def shapes_of(path: Sequence[PathSegment], matrix: Matrix) -> list[Shape]:
    """Cut a path into shapes."""
    shapes: list[Shape] = []
    for command, *numbers in path:
        place = [float(str(number)) for number in numbers[-2:]]
        if command == "m" and place:
            shapes.append(Shape([apply_matrix_pt(matrix, (place[0], place[1]))], [], []))
        elif shapes:
            points, straight, bends = shapes[-1]
            point = apply_matrix_pt(matrix, (place[0], place[1])) if place else points[0]
            if command in "lh":
                straight.append((points[-1], point))
            else:
                steering = [float(str(number)) for number in numbers[:-2]]
                bends += [apply_matrix_pt(matrix, pair) for pair in zip(steering[::2], steering[1::2], strict=False)]
            points.append(point)
    return [shape for shape in shapes if len(shape.points) > 1]


def thin_boxes(shapes: Sequence[Shape], *, stroke: bool) -> Iterator[Box]:
    """Give the boxes of the rules that shapes draw, whatever a program draws its borders with."""
    thick: list[Box] = []
    for shape in shapes:
        if shape.is_thin:
            yield shape.box
        elif stroke:
            for begin, end in shape.straight:
                if min(abs(end[0] - begin[0]), abs(end[1] - begin[1])) <= 1:
                    yield around((begin, end))
        else:
            thick.append(shape.box)
    if len(thick) == 2:
        yield from frame(*sorted(thick))


def is_hollow(shapes: Sequence[Shape], *, evenodd: bool) -> bool:
    """Say whether two shapes are filled between them only: they run round in opposite ways, or that is how to fill."""
    if len(shapes) != 2 or shapes[0].box == shapes[1].box:
        return False
    return evenodd or _area(shapes[0].points) * _area(shapes[1].points) < 0


def _area(points: Sequence[Point]) -> float:
    """Return the area of a shape, negative if its corners run round like a clock's hands."""
    around_it = zip(points, (*points[1:], points[0]), strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in around_it) / 2


def frame(outer: Box, inner: Box) -> list[Box]:
    """Return the sides of a border drawn as the area between two boxes, as browsers do; none if it is no border."""
    sides = [abs(a - b) for a, b in zip(outer, inner, strict=True)]
    if max(sides) > THICKEST_RULE or inner[2] > outer[2] or inner[3] > outer[3] or inner[1] < outer[1]:
        return []
    x0, y0, x1, y1 = outer
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
