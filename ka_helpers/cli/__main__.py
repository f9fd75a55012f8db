"""`python -m ka_helpers.cli`: the same as the `ka-kit` command."""

from ka_helpers.cli import main

main()
