"""Tables of another shape, laid out anew as one indicator a row, of the printed cells."""
