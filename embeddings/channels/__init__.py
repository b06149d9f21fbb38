"""The two channels of retrieval, each by itself: BM25 over characters (lexical), vectors of a model (dense)."""
