"""Makes docs/page.png: `python -m tests.web.picture DATA` asks the demo a question in Chromium."""

from __future__ import annotations

import argparse
import tempfile
from contextlib import closing
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image

from tests.web.test_browser import chromium, served
from web import create_app
from web.service.base import open_base

QUESTION = "Hvad brugte skolerne på vikarer i 2022?"
TO = Path(__file__).parents[2] / "docs" / "page.png"
WINDOW = {"width": 920, "height": 890, "deviceScaleFactor": 1.5, "mobile": False}
"""CSS pixels, and pixels of the picture for each: high enough for an answer with its source."""

COLOURS = 64
"""The page has few colours: a palette makes the file a third as large."""


def main() -> None:
    """Take the picture of the demo in a data folder."""
    parser = argparse.ArgumentParser(prog="python -m tests.web.picture", description=__doc__)
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder of a demo")
    parser.add_argument("--question", default=QUESTION)
    given = parser.parse_args()
    with closing(open_base(given.data)) as base:
        app = create_app(base.store, base.finder, municipality=base.config.municipality)
        profile = tempfile.TemporaryDirectory()
        with served(app) as site, profile as folder, chromium(Path(folder)) as driver:
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", WINDOW)
            driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
            driver.get(f"{site}/?{urlencode({'q': given.question})}")
            driver.execute_script("scrollTo(0, 0)")
            shot = driver.get_screenshot_as_png()
    Image.open(BytesIO(shot)).convert("RGB").quantize(COLOURS).save(TO, optimize=True)
    print(f"{TO}: {TO.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
