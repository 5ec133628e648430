"""``python -m service.cli`` is ``torikumi``."""

from service.cli import main

main(prog_name="torikumi")
