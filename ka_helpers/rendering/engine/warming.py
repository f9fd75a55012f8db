"""Our own code run once in the fork server, so that no forked process pays for it again."""


def read_and_write_a_notebook() -> None:
    """Parameterise, check and write a small notebook in memory: compiles the format's schemas."""
    import nbformat
    from nbformat import v4
    from papermill.parameterize import parameterize_notebook

    cell = v4.new_code_cell("a = 1", metadata={"tags": ["parameters"]})
    prose = v4.new_markdown_cell("text", metadata={"tags": []})
    notebook = v4.new_notebook(cells=[cell, prose])
    notebook.metadata["papermill"] = {}
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python"}
    parameterized = parameterize_notebook(notebook, {"a": 2})
    nbformat.reads(nbformat.writes(parameterized), as_version=4)
