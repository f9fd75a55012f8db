"""A kit without answers: what a class may get, and what submissions are run in."""
