"""``python -m pipeline.cli`` is the command ``newswire``."""

from pipeline.cli import main

main()
