"""What `make` runs. Standard library only: it starts before anything is installed.

Any Python 3 can read this file, so that an old one gets a sentence and not a traceback.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "Convene needs Python 3.11 or newer; this is Python %d.%d.\n"
        "Install a newer one (sudo apt-get install python3.12 python3.12-venv), then say which:\n"
        "    make run PYTHON=python3.12\n" % sys.version_info[:2]
    )
    raise SystemExit(1)
