"""Write the model card: what the model is, what it learned from and how to make it again. No dates, no places."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from embeddings.channels.model_files import SHIPPED_NAME
from embeddings.training.data import data_digest

if TYPE_CHECKING:
    from embeddings.training.data import Data
    from embeddings.training.model import Settings
    from embeddings.training.vocabulary import Vocabulary

_CARD = """\
---
license: apache-2.0
language: zh
library_name: sentence-transformers
pipeline_tag: sentence-similarity
tags:
- sentence-transformers
- static-embedding
- budget-performance
---
# {name}

Static sentence embeddings ({dimension} numbers, cosine) for the names of budget-performance indicators (绩效指标) in
Chinese. Trained from nothing on phrasings written for this project; it knows that field and little else.

```python
from sentence_transformers import SentenceTransformer
model = SentenceTransformer("embeddings/model")
vectors = model.encode(["科普讲座举办场次", "办了几场科普讲座"])
```

Modules: StaticEmbedding, Normalize. A text is read by the longest known word from the left, else by character; unknown
characters say nothing. {characters} characters, {words} words.

## Learned from
{groups} groups of {phrasings} phrasings with {near} near misses; groups by author: {authors}.
A thesaurus of {objects} sets of objects and {measures} measures. All of it stands in `embeddings/training/`; lines
equal to a judged query are left out (`lexicon/held_out.txt`). SHA-256 of these files:
`{digest}`.

## Make it again
```console
$ python -m embeddings.training train --output embeddings/model
```
Then `python -m embeddings.training decide` writes `landmarks.npy`, where the indicators lie that were learned from, and
`deciding.json`: when two texts have the same object, learned from two authors that this model was not trained on
(`embeddings/training/calibration/`).

On a CPU, with a fixed seed and number of threads; another version of torch or another processor may differ in the
last digits. Settings:

{settings}

## Limits
Bags of words and characters: order and negation are not seen, "not less than" and "not more than" look alike. Numbers
say nothing. Use it with the lexical channel beside it, as the search of this project does.

Licence: Apache-2.0.
"""


def model_card(data: Data, vocabulary: Vocabulary, settings: Settings) -> str:
    """Return the README.md of the model directory, the same text for the same arguments."""
    by_author = Counter(group.author for group in data.groups)
    flat = {key: value for key, value in asdict(settings).items() if key != "sampling"} | asdict(settings.sampling)
    return _CARD.format(
        name=SHIPPED_NAME,
        dimension=settings.kept,
        characters=len(vocabulary.characters),
        words=len(vocabulary.words),
        groups=len(data.groups),
        phrasings=sum(len(group.names) for group in data.groups),
        near=sum(len(group.near) for group in data.groups),
        authors=", ".join(f"{author} {count}" for author, count in sorted(by_author.items())),
        objects=len(data.thesaurus.objects),
        measures=len(data.thesaurus.measures),
        digest=data_digest(),
        settings="\n".join(f"- {key}: {value}" for key, value in flat.items()),
    )
