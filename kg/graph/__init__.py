"""Records to RDF: names, quads, mapping, taxonomy, shapes, network view, export and checks."""
