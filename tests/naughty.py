"""Strings that have broken programs elsewhere; they lie beside the checkout, not in it."""

import json
from pathlib import Path

import pytest

STRINGS = Path(__file__).resolve().parents[2] / "shared" / "data" / "naughty_strings.json"

needs_naughty_strings = pytest.mark.skipif(
    not STRINGS.exists(), reason="the shared naughty strings are not here"
)


def naughty_strings() -> list[str]:
    return json.loads(STRINGS.read_text("utf-8"))
