"""What charts say, as values (`plot`), and how they are drawn: as SVG, or on matplotlib Axes."""
