"""``python -m clientfit`` is the command ``clientfit``."""

import sys

from clientfit.cli import main

if __name__ == "__main__":
    sys.exit(main())
