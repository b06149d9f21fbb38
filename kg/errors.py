"""Every error this project raises on purpose.

* PerformanceGraphError
  - RequestError               asked wrongly (the command line ends with 2, HTTP answers 400)
    - NotFoundError            a path that is not there
    - NotAFileError            a folder or device where a file is read
    - UnknownNameError         a filter or subject that nothing has
    - OptionError              an option or argument that does not fit
    - UnfitValueError          a value that cannot stand where it was given
    - BinaryOutputError        a binary format without a file to put it in
    - EmptyQueryError          a search for nothing
    - QuerySyntaxError, QueryRefusedError, ResultFormatError     (also QueryError)
  - DocumentError              the input is not what we were told it is
    - UnknownFormError, NoIndicatorRowsError, EmptyDocumentError, NotTextError, MetadataError, CorrectionError
    - FormatNotReadError, DamagedFileError, NoTextLayerError   a file that gives no text
    - FileLimitError, ReadingEndedError                        a file that asks for too much
    - NothingReadableError, NoDocumentsError
  - DatasetError               a dataset folder that cannot be used as it is
    - NoDatasetError, DatasetLockedError, FormatVersionError, DamagedBuildError, ShrinkError
  - ModelError                 a model that cannot be loaded, or differs from the index
    - ModelNotFoundError       neither a folder nor in the local cache
    - OtherModelError          not the one the vectors were made with
  - QueryError                 a SPARQL query that did not end well
    - QueryTimeoutError, QueryTooLargeError, QueryWorkerError, QueryFunctionError

Each keeps its parts as attributes, in the order in which it is constructed, so that it can travel between
processes and so that ``kg.messages`` can say it in Chinese or English. ``str(error)`` is the English sentence.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class PerformanceGraphError(Exception):
    """Base of all errors of this project.

    Attributes:
        key: Names its sentence in the catalogue.
        fields: Names of its parts: those of the class it is made of, then its own attributes as they are declared.

    """

    key: ClassVar[str] = "error"
    fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Take the declared attributes as parts, unless the class says otherwise."""
        super().__init_subclass__()
        if "fields" not in cls.__dict__:
            cls.fields = (*cls.fields, *cls.__annotations__)

    def __init__(self, *parts: object) -> None:
        """Keep each part under its name and hand them to ``Exception`` so that pickling works."""
        super().__init__(*parts)
        for name, part in zip(self.fields, parts, strict=True):
            setattr(self, name, part)

    def params(self) -> dict[str, object]:
        """Return the parts by name, as the catalogue's sentences use them."""
        return dict(zip(self.fields, self.args, strict=True))

    def __str__(self) -> str:
        from kg.messages import error_text

        return error_text(self, "en")


class RequestError(PerformanceGraphError):
    """The caller asked wrongly; nothing was done."""


class NotFoundError(RequestError):
    """A path was named that is not there."""

    key = "not-found"
    path: str


class NotAFileError(RequestError):
    """A folder or device was named where one file is read."""

    key = "not-a-file"
    path: str


def no_file(path: str, *, there: bool) -> NotFoundError | NotAFileError:
    """Return why ``path`` cannot be read as a file; ``there`` says whether anything stands at it."""
    return NotAFileError(path) if there else NotFoundError(path)


class UnknownNameError(RequestError):
    """A filter names something that the dataset does not have; ``nearest`` are close names it has."""

    key = "unknown-name"
    option: str
    name: str
    nearest: tuple[str, ...]


class UnknownRuleError(RequestError):
    """No rule of findings is called so; ``rules`` are the ids of those that found something in the dataset."""

    key = "unknown-rule"
    option: str
    name: str
    nearest: tuple[str, ...]
    rules: tuple[str, ...]


class OptionError(RequestError):
    """An option or argument does not fit; ``expected`` says what would."""

    key = "option"
    option: str
    found: str
    expected: str


class UnfitValueError(RequestError):
    """A value given to an option or argument cannot stand there; ``reason`` is the word that says why."""

    key = "unfit-value"
    option: str
    found: str
    reason: str
    expected: str


class BinaryOutputError(RequestError):
    """A binary format without the name of a file to put it in."""

    key = "binary-output"
    format: str


class NoEarlierBuildError(RequestError):
    """Builds are to be compared, and the dataset holds only one."""

    key = "no-earlier-build"
    build: str


class EmptyQueryError(RequestError):
    """A search for nothing."""

    key = "empty-query"


class DocumentError(PerformanceGraphError):
    """The input is not what we were told it is."""


class EmptyDocumentError(DocumentError):
    """A file without a single character of text."""

    key = "empty-document"
    document: str


class NotTextError(DocumentError):
    """A file whose bytes are no text in any encoding we read."""

    key = "not-text"
    document: str
    offset: int
    found: str


class UnknownFormError(DocumentError):
    """No form recognises the page; ``first_words`` are what it begins with."""

    key = "unknown-form"
    document: str
    first_words: str


class NoIndicatorRowsError(UnknownFormError):
    """A page has a title or columns of a form, ``seen``, and no row below them that is an indicator."""

    key = "no-indicator-rows"
    seen: str


class CellsWithoutPlacesError(NoIndicatorRowsError):
    """A text of a web page has rows that lack cells, and most fit the headings in several ways or in none."""

    key = "cells-without-places"


class ColumnsWithoutRulesError(DocumentError):
    """Words stand in columns without rules whose rows the page does not tell; ``page`` is the first such page."""

    key = "columns-without-rules"
    document: str
    page: str
    first_words: str


class TableIsPictureError(DocumentError):
    """Where the form should be stand only pictures or embedded objects, ``count`` of them."""

    key = "table-is-picture"
    document: str
    count: int


class FormatNotReadError(DocumentError):
    """A kind of file that is not read; ``reason`` is the word that says what to do (``convert-xls`` …)."""

    key = "format-not-read"
    document: str
    found: str
    reason: str


class DamagedFileError(DocumentError):
    """A file that is not what its first bytes say: truncated, encrypted, broken; ``place`` is where it was seen."""

    key = "damaged-file"
    document: str
    format: str
    place: str
    reason: str


class NoTextLayerError(DocumentError):
    """Pages without readable words: pictures of pages, or fonts that do not say their characters."""

    key = "no-text-layer"
    document: str
    page: int
    found: str
    reason: str


class FileLimitError(DocumentError):
    """A file beyond a limit of reading (``kg.readers.limits``); ``reason`` is the word that names the limit."""

    key = "file-limit"
    document: str
    reason: str
    found: str
    allowed: str


class ReadingEndedError(DocumentError):
    """The process that read a file was ended; ``reason`` is the word that says by what."""

    key = "reading-ended"
    document: str
    reason: str
    allowed: str


class MetadataError(DocumentError):
    """A line of ``documents.csv`` that cannot be used."""

    key = "metadata"
    document: str
    line: int
    column: str
    found: str
    expected: str


class CorrectionError(DocumentError):
    """A line of ``corrections.csv`` that cannot be used; ``reason`` is the word that says why."""

    key = "correction"
    document: str
    line: int
    column: str
    found: str
    reason: str
    expected: str


class NothingReadableError(DocumentError):
    """None of the files given could be read; ``count`` files were tried."""

    key = "nothing-readable"
    count: int


class NoDocumentsError(DocumentError):
    """The sources hold no document at all; ``skipped`` are the names of what was met there and not taken."""

    key = "no-documents"
    skipped: tuple[str, ...]


class DatasetError(PerformanceGraphError):
    """A dataset folder that cannot be used as it is."""


class NoDatasetError(DatasetError):
    """No build is being served in this folder."""

    key = "no-dataset"
    path: str


class DatasetLockedError(DatasetError):
    """Another process is writing; ``holder`` says who."""

    key = "locked"
    path: str
    holder: str


def dataset_around(folder: Path) -> Path:
    """Return the dataset that a folder is part of, the folder itself where it is part of none."""
    return next((parent.parent for parent in folder.parents if parent.name == "builds"), folder)


class FormatVersionError(DatasetError):
    """A build of another format version than this software reads."""

    key = "format-version"
    path: str
    found: int
    expected: int


class DamagedBuildError(DatasetError):
    """A file of a build is missing or differs from its digest."""

    key = "damaged"
    path: str
    file: str
    detail: str

    @classmethod
    def within(cls, folder: Path, file: str, detail: str) -> DamagedBuildError:
        """Name a file of a folder inside a build by the dataset that it is part of, which is what can be built again.

        >>> error = DamagedBuildError.within(Path("data/builds/00ff/vectors"), "entry.npy", "missing")
        >>> error.path, error.file
        ('data', 'builds/00ff/vectors/entry.npy')

        """
        dataset = dataset_around(folder)
        return cls(str(dataset), (folder / file).relative_to(dataset).as_posix(), detail)


class ShrinkError(DatasetError):
    """More than half of the documents would leave the dataset, and nobody said yes."""

    key = "shrink"
    leaving: int
    present: int


class ModelError(PerformanceGraphError):
    """A model cannot be loaded, or is not the one the vectors were made with."""

    key = "model"
    model: str
    detail: str


class OtherModelError(ModelError):
    """The vectors of the dataset at ``path`` were made with another model, named ``made_with``."""

    key = "other-model"
    fields = ("model", "made_with", "path")  # without the detail
    made_with: str
    path: str


class ModelNotFoundError(ModelError):
    """No folder has this name, and the local cache has no such model; ``detail`` is what looking for it ended with."""

    key = "model-not-found"


class QueryError(PerformanceGraphError):
    """A SPARQL query that did not end well."""


class QuerySyntaxError(QueryError, RequestError):
    """The query is not SPARQL 1.1 at ``line`` and ``column`` (both from 1)."""

    key = "query-syntax"
    line: int
    column: int
    detail: str


class QueryRefusedError(QueryError, RequestError):
    """The query asks for something that is never done here; ``reason`` is a key of the catalogue."""

    key = "query-refused"
    what: str
    line: int
    column: int
    reason: str


class GraphRefusedError(QueryRefusedError):
    """A FROM names a graph that the build does not have, or a second one; ``graphs`` are some that it has."""

    key = "graph-refused"
    graphs: tuple[str, ...]


class GraphParameterRefusedError(GraphRefusedError):
    """The same of a graph that a request names beside its query; line and column are 1."""

    key = "graph-parameter-refused"


class ResultFormatError(QueryError, RequestError):
    """The result of this query form cannot be written in that format."""

    key = "result-format"
    form: str
    format: str
    possible: tuple[str, ...]


class QueryTimeoutError(QueryError):
    """The query did not end before its deadline."""

    key = "query-timeout"
    seconds: float


class QueryTooLargeError(QueryError):
    """The query needs more memory than a worker may have."""

    key = "query-too-large"
    limit_bytes: int


class QueryWorkerError(QueryError):
    """A worker process died for another reason than time or memory."""

    key = "query-worker"
    detail: str


class QueryFunctionError(QueryError):
    """A function inside the query failed; the engine would have answered with silence."""

    key = "query-function"
    function: str
    detail: str
