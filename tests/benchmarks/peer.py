"""One of the two peers, alone in the environment that has them: started by `tests.benchmarks.peers`.

Speaks JSON lines. It reads `{"peer", "encoder", "texts", "split"}`, indexes the texts, cut by the peer's own
splitter or whole, and writes `{"documents": [[text, start, end], …]}`: where each document stands. Then it
reads `{"questions"}` as often as they come, and writes `{"found": [[document, …], …], "ms", "cpu"}`, the
milliseconds by the clock and of CPU.

Both are set up as their own documentation tells for a hybrid search with an E5 encoder, and have their
defaults in everything else.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import TextIO

LIMIT = 20
"""Documents asked for. Haystack's retrievers give 10 each by default, which is 20 at most together."""

QUERY, PASSAGE = "query: ", "passage: "
"""What E5 wants before a question, and before a text."""

Place = tuple[int, int, int]
"""The number of a text, and where a document begins and ends in it."""

Ask = Callable[[str], list[int]]
"""A question to the numbers of the documents found, best first."""

Peer = Callable[[str, Sequence[str], bool], tuple[list[Place], Ask]]
"""An encoder's folder, texts, and whether to cut them, to what was indexed and how to ask."""


def txtai(encoder: str, texts: Sequence[str], split: bool) -> tuple[list[Place], Ask]:
    """txtai with `hybrid`, instructions, and paragraphs as its segmentation finds them."""
    from txtai import Embeddings  # type: ignore[import-not-found]
    from txtai.pipeline import Segmentation  # type: ignore[import-not-found]

    cut: Callable[[str], list[str]] = Segmentation(paragraphs=True) if split else lambda text: [text]
    places = [place for number, text in enumerate(texts) for place in _places(number, text, cut(text))]
    embeddings = Embeddings(path=encoder, hybrid=True, instructions={"query": QUERY, "data": PASSAGE})
    embeddings.index(
        [(number, texts[text][start:end], None) for number, (text, start, end) in enumerate(places)]
    )
    return places, lambda question: [int(number) for number, _ in embeddings.search(question, LIMIT)]


def haystack(encoder: str, texts: Sequence[str], split: bool) -> tuple[list[Place], Ask]:
    """Haystack's in-memory store, BM25 and embeddings joined by rank, and its splitter of 200 words."""
    from haystack import Document, Pipeline  # type: ignore[import-not-found]
    from haystack.components.joiners import DocumentJoiner  # type: ignore[import-not-found]
    from haystack.components.preprocessors import DocumentSplitter  # type: ignore[import-not-found]
    from haystack.components.retrievers import (  # type: ignore[import-not-found]
        InMemoryBM25Retriever,
        InMemoryEmbeddingRetriever,
    )
    from haystack.document_stores.in_memory import InMemoryDocumentStore  # type: ignore[import-not-found]
    from haystack_integrations.components.embedders.sentence_transformers import (  # type: ignore[import-not-found]
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    documents = [
        Document(content=text, meta={"text": number, "split_idx_start": 0})
        for number, text in enumerate(texts)
    ]
    if split:
        documents = DocumentSplitter(split_by="word", split_length=200).run(documents=documents)["documents"]
    for number, document in enumerate(documents):
        document.meta["number"] = number
    store = InMemoryDocumentStore()
    embedder = SentenceTransformersDocumentEmbedder(model=encoder, prefix=PASSAGE, progress_bar=False)
    store.write_documents(embedder.run(documents=documents)["documents"])
    pipeline = Pipeline()
    asking = SentenceTransformersTextEmbedder(model=encoder, prefix=QUERY, progress_bar=False)
    pipeline.add_component("text_embedder", asking)
    pipeline.add_component("embedding_retriever", InMemoryEmbeddingRetriever(store))
    pipeline.add_component("bm25_retriever", InMemoryBM25Retriever(store))
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
    pipeline.connect("text_embedder", "embedding_retriever")
    pipeline.connect("bm25_retriever", "joiner")
    pipeline.connect("embedding_retriever", "joiner")

    def ask(question: str) -> list[int]:
        found = pipeline.run({"text_embedder": {"text": question}, "bm25_retriever": {"query": question}})
        return [document.meta["number"] for document in found["joiner"]["documents"]]

    starts = ((document.meta["text"], document.meta["split_idx_start"]) for document in documents)
    return [
        (text, start, start + len(document.content))
        for (text, start), document in zip(starts, documents, strict=True)
    ], ask


PEERS: dict[str, Peer] = {"txtai": txtai, "haystack": haystack}


def _places(number: int, text: str, cuts: Sequence[str]) -> list[Place]:
    """Where the stretches of a text stand in it, in order."""
    places, at = [], 0
    for cut in cuts:
        start = text.index(cut, at)
        at = start + len(cut)
        places.append((number, start, at))
    return places


def main() -> None:
    """Index what is told, then answer until the questions end."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)  # what the libraries print is no answer
        told = json.loads(sys.stdin.readline())
        places, ask = PEERS[told["peer"]](told["encoder"], told["texts"], told["split"])
        _write(out, {"documents": places})
        for line in sys.stdin:
            _write(out, _answers(ask, json.loads(line)["questions"]))


def _answers(ask: Ask, questions: Sequence[str]) -> dict[str, object]:
    found, ms, cpu = [], [], []
    for question in questions:
        start, cpu_start = time.perf_counter(), time.process_time()
        found.append(ask(question))
        ms.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - cpu_start) * 1000)
    return {"found": found, "ms": ms, "cpu": cpu}


def _write(out: TextIO, what: dict[str, object]) -> None:
    out.write(json.dumps(what) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
