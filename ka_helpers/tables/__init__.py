"""Metric results laid out as formatted tables; the only place, with i18n, that rounds."""
