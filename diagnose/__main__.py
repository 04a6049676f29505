"""``python -m diagnose`` is ``autogen-doctor``."""

from diagnose.cli import main

if __name__ == "__main__":
    main()
