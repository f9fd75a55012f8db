"""A private twin of a case for grading: other numbers, the same stories and questions."""
