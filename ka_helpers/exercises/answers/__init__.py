"""The questions of the curriculum, a module a chapter: `CHAPTER` is its plan."""
