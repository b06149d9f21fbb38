"""Build the search index of a dataset build: the table, the vectors and the postings.

In: a build's folder, its readings by document id, an encoder. Out: files in ``vectors/`` and ``lexical/`` whose bytes
depend on nothing else. Readings are gone through once; what stays in memory is names and a few bytes a text.
Vectors and postings belong to entries (distinct texts), the table says which indicators an entry stands for.
Nothing here ranks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from embeddings.channels.lexical_writing import write_lexical
from embeddings.channels.vectors import write_vectors
from embeddings.index.catalogue import LEXICAL, VECTORS
from embeddings.index.catalogue_writing import CatalogueWriter
from embeddings.index.texts import FIELDS, embed_texts
from kg.graph.vocabulary import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from embeddings.channels.encoder import Encoder
    from embeddings.index.texts import SearchText
    from kg.records import Reading

_BATCH = 4_096
# Names that have nothing to do with each other: how near a model puts them is its zero.
_UNRELATED = (
    "科普讲座场次",
    "道路路面修复面积",
    "财政拨款支出进度",
    "新生入学人数",
    "垃圾无害化处理率",
    "门诊就诊人次",
    "招商引资签约额",
    "档案数字化页数",
    "系统故障响应时间",
    "公务用车运行费用",
    "图书借阅册次",
    "法律援助案件办结数",
    "古树名木保护株数",
    "食品抽检合格率",
    "灯光亮灯率",
    "居民满意度",
    "专利授权件数",
    "水库除险加固座数",
    "培训班结业率",
    "疫苗接种剂次",
)


def build_index(
    folder: Path, readings: Iterable[Reading], encoder: Encoder, base_iri: str = DEFAULT_BASE_IRI
) -> tuple[str, ...]:
    """Write ``vectors/`` and ``lexical/`` of a build.

    Args:
        folder: The folder of the build; the two folders are made in it.
        readings: By document id, as a build gives them; gone through once. A list or tuple may have any order.
        encoder: Turns texts into vectors; the same model must be used for searching.
        base_iri: Where the IRIs of the build begin; ends in ``/``.

    Returns:
        The names of the files written, relative to ``folder``, sorted.

    Raises:
        ValueError: Readings of another kind than list or tuple that are not in order, or a document given twice.

    """
    if isinstance(readings, list | tuple):
        readings = sorted(readings, key=lambda reading: reading.document.id)
    vectors, lexical = folder / VECTORS, folder / LEXICAL
    for part in (vectors, lexical):
        part.mkdir(parents=True, exist_ok=True)
    with CatalogueWriter(vectors, base_iri) as writer:
        for reading in readings:
            writer.add(reading)
        write_lexical(lexical, writer.texts(), FIELDS)
        write_vectors(vectors, encoder.dimension, _vectors(encoder, writer.texts()))
        writer.finish(
            model=encoder.name,
            model_digest=encoder.digest,
            dimension=encoder.dimension,
            floor=cosine_floor(encoder),
        )
    written = (path for part in (vectors, lexical) for path in part.iterdir())
    return tuple(sorted(path.relative_to(folder).as_posix() for path in written))


def cosine_floor(encoder: Encoder) -> float:
    """Return the mean cosine that a model gives to names without relation, rounded to three digits, at least 0.

    Models differ widely here (near 0 for the shipped one, above 0.5 for many transformers); scores count from it, so
    that weights and thresholds mean the same for all of them.
    """
    vectors = encoder.encode(_UNRELATED).astype(np.float64)
    cosines = vectors @ vectors.T
    return max(0.0, round(float(cosines[np.triu_indices(len(vectors), 1)].mean()), 3))


def _vectors(encoder: Encoder, texts: Iterator[SearchText]) -> Iterator[NDArray[np.float32]]:
    batch: list[SearchText] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH:
            yield embed_texts(encoder, batch)
            batch = []
    if batch:
        yield embed_texts(encoder, batch)
