"""Text without grids, whose cells only blanks, the order of drawing or strokes tell, as tables."""
