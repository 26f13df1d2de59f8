"""`python -m danshu` is the same as the `danshu` command."""

import sys

from danshu.app.cli import main

if __name__ == "__main__":
    sys.exit(main())
