"""The rows below such headings: one indicator of each, if every cell surely stands under its own heading."""
