"""An identity wrapper for cache keys: lets `lru_cache` keep what was made of a value that has no hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class IdentityKey(Generic[T]):
    """A value as a cache key. It equals only a key of the very same object, whatever that holds."""

    value: T

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IdentityKey) and other.value is self.value
