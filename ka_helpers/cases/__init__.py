"""The only code that reads case files."""
