"""Similarity inside SPARQL: the service ``kg:similar``, the function ``kg:similarity``, neighbours in the graph.

All three give the scores of ``embeddings.retrieval.fusion``: it alone ranks. Read ``block`` (what a service block
says), then ``answering`` (the block's answer as ``VALUES``); ``scalar`` is built inside query workers, ``neighbours``
while a dataset is built.
"""
