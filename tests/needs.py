"""What tests need from the machine: without it they are skipped, and in CI they fail."""

from __future__ import annotations

import os

import pytest


def needs(there: object, missing: str) -> None:
    """Go on if what a test needs is there; `missing` says what is not, and how to get it."""
    if there:
        return
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)
