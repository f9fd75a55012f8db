"""One account, one quarter: what is asked, every number of it, and what it means."""
