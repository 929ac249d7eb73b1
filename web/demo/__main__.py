"""`python -m web.demo FOLDER` writes the sample letters."""

from __future__ import annotations

import argparse
from pathlib import Path

from web.demo.write import write


def main() -> None:
    """Write the letters into the folder named on the command line, and list them."""
    parser = argparse.ArgumentParser(prog="python -m web.demo", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    for path in write(parser.parse_args().folder):
        print(path)


if __name__ == "__main__":
    main()
