"""What is made of results: gradebook, feedback, cohort report, certificates."""
