"""What a class gets: one zip with the kit, chapters, the case without its truth, start files."""
