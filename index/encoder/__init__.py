"""Texts to vectors: the default encoder, and any sentence-transformers model. The door is `encode`."""
