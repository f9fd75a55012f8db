"""Make a case from what a trainer asks for: recipe, folder, workbooks. See `cli.case_new`."""
