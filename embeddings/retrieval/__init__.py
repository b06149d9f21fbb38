"""Question → hits: both channels fused to one ranking, each hit with its reasons, and counts over all of them."""
