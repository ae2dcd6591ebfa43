import sys

from corridor.cli.main import main

sys.exit(main())
