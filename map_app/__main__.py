"""Run the command line as ``python -m map_app``."""

from map_app.cli import main

main(prog_name="python -m map_app")
