"""The trainer's side of a class: a case checked, hidden, handed out; submissions graded."""
