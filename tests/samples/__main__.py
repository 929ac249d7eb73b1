"""`python -m tests.samples` writes the sample letters of the demo, or those that FOLDER is to hold."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.samples.write import write
from web.demo.letters import FOLDER


def main() -> None:
    """Write the letters into the folder named on the command line, and list them."""
    parser = argparse.ArgumentParser(prog="python -m tests.samples", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", nargs="?", default=FOLDER)
    for path in write(parser.parse_args().folder):
        print(path)


if __name__ == "__main__":
    main()
