"""A dataset opened for reading: search, SPARQL, graph, network and export over the build that is served.

``open_dataset`` is the door for notebooks and for every command. Parts are opened when first used, so a search pays
for no SPARQL worker and a query for no vectors.
"""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from api.nothing import message_of
from kg.dataset.folder import GRAPH
from kg.dataset.layout import open_build
from kg.errors import DamagedBuildError, RequestError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import networkx
    import rdflib

    from api.queries import Queries
    from embeddings.evaluation.methods import Evaluation
    from embeddings.retrieval.search import Index
    from kg.errors import PerformanceGraphError
    from kg.messages import Language
    from kg.records import Finding, Reading
    from kg.sparql import QueryResult

COMPARED_BYTES = 1 << 22
"""Larger files of an index are mapped, and compared with their digests by ``kg verify`` only."""
_RECORD_FORMATS = frozenset({"records", "csv", "xlsx"})


def open_dataset(path: str | Path = "dataset", *, model: str | None = None) -> Workspace:
    """Open the served build of a dataset folder.

    Args:
        path: The dataset folder.
        model: The sentence-transformers model it was built with, where that was not the shipped one.

    Raises:
        NoDatasetError: No build is served there.
        FormatVersionError: It was made by software with another format.
        DamagedBuildError: A file is missing or cut.

    """
    return Workspace(Path(path), model=model)


class Workspace:
    """One build, opened for reading; use it as a context manager or call ``close``."""

    def __init__(self, path: Path, *, model: str | None = None, query_workers: int = 1) -> None:
        self._build = open_build(path)
        self._model = model
        self._query_workers = query_workers
        self._queries: Queries | None = None
        self._opening = threading.Lock()  # the service asks from several threads

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the query workers; the workspace can be used again."""
        with self._opening:
            queries, self._queries = self._queries, None
        if queries is not None:
            queries.close()

    @property
    def build_id(self) -> str:
        """Which build answers."""
        return self._build.id

    def search(
        self,
        text: str,
        *,
        limit: int = 10,
        typed: bool = False,
        facets: bool = False,
        reranker: str | None = None,
        **filters: Any,  # noqa: ANN401
    ) -> dict[str, Any]:
        """Find comparable targets; returns SEARCH.

        Args:
            text: What to look for, in any words.
            limit: At most so many hits.
            typed: Whether bounds in the words (不少于12场) filter too.
            facets: Add ``facets``: how many comparable indicators there are by level, department, year, category,
                spending unit and unit of measure, all of them and not only the hits shown.
            reranker: A cross-encoder, by folder or by name in the local cache, that reads the best hits again and
                changes their order (see ``embeddings.retrieval.reranking``).
            filters: ``level``, ``department``, ``year``, ``category``, ``unit``, ``measure_unit``, ``min``,
                ``max``; all must hold.

        Raises:
            OptionError: The text is empty or a filter is no value of its kind.
            UnknownNameError: A filter names nobody.
            ModelError: The model at hand is not the one the vectors were made with, or the reranker is none.

        """
        (answer,) = self.search_many([text], limit=limit, typed=typed, facets=facets, reranker=reranker, **filters)
        return answer

    def search_many(
        self,
        texts: Sequence[str],
        *,
        limit: int = 10,
        typed: bool = False,
        facets: bool = False,
        reranker: str | None = None,
        **filters: Any,  # noqa: ANN401
    ) -> list[dict[str, Any]]:
        """Answer a whole draft, one SEARCH per text, each as :meth:`search` gives it; raises as that does."""
        if reranker is not None:
            return self._search_again(texts, reranker, limit, typed=typed, facets=facets, **filters)
        asked = {"limit": limit, "typed": typed, "facets": facets, **filters}
        answers = []
        for answer in self.search_each([(text, asked) for text in texts]):
            if isinstance(answer, RequestError):
                raise answer
            answers.append(answer)
        return answers

    def _search_again(
        self,
        texts: Sequence[str],
        reranker: str,
        limit: int,
        **options: Any,  # noqa: ANN401
    ) -> list[dict[str, Any]]:
        """Have a cross-encoder read the best hits of each answer again."""
        from embeddings.retrieval.reranking import DEPTH, Reranker, reranked

        # a limit that is none is told as for any search
        answers = self.search_many(texts, limit=max(limit, DEPTH) if limit > 0 else limit, **options)
        model = Reranker(reranker)
        hits = [reranked(text, answer["hits"], model)[:limit] for text, answer in zip(texts, answers, strict=True)]
        return [
            {**answer, "hits": list(best), "reranker": model.name} for answer, best in zip(answers, hits, strict=True)
        ]

    def search_each(self, asked: Sequence[tuple[str, Mapping[str, Any]]]) -> Iterator[dict[str, Any] | RequestError]:
        """Give SEARCH for each text with options of its own, or the error that asking for it alone would raise.

        Args:
            asked: Texts, each with what :meth:`search` takes besides, ``reranker`` left out. All are encoded together.

        """
        from embeddings.query.filters import Filters

        index = self._index
        for (text, options), question in zip(asked, index.questions([text for text, _ in asked]), strict=True):
            filters = {name: value for name, value in options.items() if name not in ("limit", "typed", "facets")}
            typed = bool(options.get("typed"))
            try:
                wanted = Filters.from_mapping(filters)
                answer = index.answer(text, question, limit=options.get("limit", 10), filters=wanted, typed=typed)
                found = answer.to_json()
                found["message"] = message_of(found, filters)
                if options.get("facets"):
                    from embeddings.retrieval.facets import counts_of_search

                    found["facets"] = counts_of_search(index, text, wanted, typed=typed, question=question).to_json()
            except RequestError as error:
                yield error
            else:
                yield found

    def listed(self, *, limit: int = 50, offset: int = 0, **filters: Any) -> dict[str, Any]:  # noqa: ANN401
        """List the indicators that pass some filters, document by document; nothing is scored.

        Args:
            limit: At most so many.
            offset: So many are passed over.
            filters: As for :meth:`search`.

        Returns:
            ``{"build", "total", "offset", "hits"}``; a hit is HIT without rank, score, comparable and why.

        Raises:
            OptionError: A filter is no value of its kind.
            UnknownNameError: A filter names nobody.

        """
        from embeddings.query.filters import Filters, resolve

        catalogue = self._index.catalogue
        rows = resolve(Filters.from_mapping(filters), catalogue)
        total = catalogue.rows if rows is None else len(rows)
        places = range(offset, min(offset + limit, total))
        hits = list(catalogue.hits(places if rows is None else rows[places.start : places.stop].tolist()))
        return {"build": self.build_id, "total": total, "offset": offset, "hits": hits}

    def compare(self, text_or_iri: str, *, limit: int | None = None, **filters: Any) -> dict[str, Any]:  # noqa: ANN401
        """Put comparable targets side by side; returns the JSON of ``embeddings.comparison.side_by_side.Comparison``.

        Args:
            text_or_iri: What to compare, in any words; or the IRI or slug of an indicator, which is then shown beside
                its peers and not counted among them.
            limit: So many of the nearest candidates are looked at; 200 by default.
            filters: As for :meth:`search`; they hold for the peers.

        Raises:
            OptionError: The text is empty or a filter is no value of its kind.
            UnknownNameError: A filter names nobody, or no indicator has this IRI.
            ModelError: The model at hand is not the one the vectors were made with.

        """
        from embeddings.comparison.side_by_side import DEFAULT_LIMIT, compare
        from embeddings.query.filters import Filters

        limit = DEFAULT_LIMIT if limit is None else limit
        return compare(self._index, text_or_iri, limit=limit, filters=Filters.from_mapping(filters)).to_json()

    def sparql(
        self,
        query: str,
        *,
        format: str = "json",
        timeout_seconds: float = 30.0,
        max_rows: int | None = None,
    ) -> QueryResult:
        """Run one SPARQL 1.1 query over all graphs of the build; ``SERVICE kg:similar`` and ``kg:similarity`` work.

        Raises:
            QuerySyntaxError: With line and column.
            QueryRefusedError: It would reach out or write.
            SimilarBlockError, SimilarPropertyError: A ``SERVICE kg:similar`` is wrong.
            ModelError: It asks for similarity, and the model at hand is not the one the vectors were made with.
            QueryTimeoutError: It did not end in time.
            QueryTooLargeError: It asked for more memory than a worker may have.

        """
        checked = self.queries.check(query)
        return self.queries.run(checked, format=format, timeout_seconds=timeout_seconds, max_rows=max_rows)

    @property
    def queries(self) -> Queries:
        """The SPARQL queries of the build, which a service checks and runs apart and within limits of its own."""
        from api.queries import Queries

        with self._opening:
            if self._queries is None:
                self._queries = Queries(
                    self._build, lambda: self._index, model=self._model, workers=self._query_workers
                )
            return self._queries

    def graph(self) -> rdflib.Dataset:
        """Return the whole build as an rdflib dataset of named graphs (in memory: for small builds and notebooks)."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(str(self._build.intact(GRAPH)), format="nquads")
        return dataset

    def network(self) -> networkx.MultiDiGraph[str]:
        """Return departments, units, projects, tasks, indicators, targets and amounts as a networkx graph."""
        from kg.graph.mapping import graph_quads
        from kg.graph.network import network

        return network(graph_quads(self._build.readings(), self._build.manifest.recipe.base_iri))

    def readings(self) -> Iterator[Reading]:
        """Give what was read from each document, one at a time."""
        return iter(self._build.readings())

    def refused(self) -> list[tuple[str, PerformanceGraphError]]:
        """Return name and reason of every file that was not read; findings say nothing of these."""
        return list(self._build.manifest.refused)

    def findings(self) -> Iterator[Finding]:
        """Give every finding: of each document, then over all documents."""
        from api.building import audit

        for reading in self._build.readings():
            yield from reading.findings
        yield from audit(self._build.readings())

    def export(self, format: str, target: str | Path | BinaryIO, *, language: Language = "zh") -> None:
        """Write the build as ``nquads trig turtle jsonld graphml records csv xlsx`` to a path or binary stream.

        ``xlsx`` is for people: headings and words are in ``language``, and its findings hold those between documents,
        as the graph does; the others keep names and codes, and ``records`` what each document says by itself.
        """
        from api.building import audited
        from kg.graph.export import export

        output = Path(target) if isinstance(target, str) else target
        base_iri = self._build.manifest.recipe.base_iri
        graph = self._build.folder.graph if format in _RECORD_FORMATS else self._build.intact(GRAPH)
        readings = audited(self._build) if format == "xlsx" else self._build.readings()
        export(format, readings, graph, output, base_iri, language)

    def evaluate(self, judgements: str | Path) -> Evaluation:
        """Measure the search on judged queries (JUDGEMENTS, JSON lines)."""
        from embeddings.evaluation.methods import evaluate

        return evaluate(self._index, Path(judgements))

    @cached_property
    def _index(self) -> Index:
        from embeddings.channels.model_files import static_files

        files = static_files(self._model)  # its digest is computed while the search is imported
        found: list[Exception] = []
        intact = threading.Thread(target=self._compare_index, args=(found,), daemon=True)  # as is this
        intact.start()
        from api.building import encoder_of
        from embeddings.retrieval.search import Index

        encoder = encoder_of(self._build, self._model, files)
        try:
            return Index(self._build.folder.path, encoder, build=self._build.id)
        finally:
            intact.join()
            if found:  # says more than what opening damaged files ended with
                raise found[0]

    def _compare_index(self, found: list[Exception]) -> None:
        """Compare the files of the index with their digests: a changed byte in them gives wrong hits, not an error."""
        for name, entry in self._build.manifest.files.items():
            if name.startswith(("vectors/", "lexical/")) and entry.size <= COMPARED_BYTES:
                try:
                    self._build.intact(name)
                except (DamagedBuildError, OSError) as error:
                    found.append(error)
