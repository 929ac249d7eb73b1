"""Models of a few hundred weights, made by chance, in folders as sentence-transformers keeps them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "bus", "skole", "hvem", "koster", "køre", "?"]


def encoder(folder: Path, prompts: Mapping[str, str]) -> Path:
    """A sentence-transformers folder with these prompts."""
    from transformers import BertModel

    _save(folder, BertModel(_bert()))
    modules = (("", "Transformer"), ("1_Pooling", "Pooling"))
    files = {
        "modules.json": [
            {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{name}"}
            for n, (path, name) in enumerate(modules)
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": 8, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {"prompts": dict(prompts)},
    }
    (folder / "1_Pooling").mkdir()
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content))
    return folder


def cross_encoder(folder: Path, labels: int = 1) -> Path:
    """A cross-encoder's folder, with so many scores a pair."""
    from transformers import BertForSequenceClassification

    _save(folder, BertForSequenceClassification(_bert(labels)))
    return folder


def _bert(labels: int = 2) -> Any:
    import torch
    from transformers import BertConfig

    torch.manual_seed(1)
    return BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
        id2label={n: str(n) for n in range(labels)},
        initializer_range=0.4,
    )


def _save(folder: Path, model: Any) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    ends = [(word, WORDS.index(word)) for word in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(
        "[CLS] $A [SEP]", "[CLS] $A [SEP] $B [SEP]", ends
    )
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    fast: Any = PreTrainedTokenizerFast
    fast(tokenizer_object=tokenizer, model_max_length=32, **names).save_pretrained(folder)
    model.save_pretrained(folder)
