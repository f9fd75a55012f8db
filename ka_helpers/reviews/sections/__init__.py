"""The sections of the account review, a module a subject."""
