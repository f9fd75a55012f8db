"""Plans: targets broken down, three months of promotions, budgets. Not in here: what happened."""
