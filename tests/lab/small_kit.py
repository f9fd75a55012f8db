"""A kit with two chapters and a workbench in both languages, in its versions."""

import json

PARAMETERS = 'case = "beverage_china"\naccount_id = ""\nquarter = ""\nlanguage = "en"'


def notebook(words, parameters=PARAMETERS):
    """Return a notebook as the kit ships it, with `words` in its first cell."""
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": [words]},
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "b",
            "metadata": {"tags": ["parameters"]},
            "outputs": [],
            "source": parameters,
        },
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "c",
            "metadata": {"tags": ["exercise"]},
            "outputs": [],
            "source": 'share = ...\ncheck("1.1", share=share)',
        },
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


CHAPTERS = ("00_start.ipynb", "01_key.ipynb", "workbench/what_if.ipynb")


def release(kit, version):
    """Write the kit's notebooks as of a version."""
    for language in ("en", "zh"):
        for name in CHAPTERS:
            path = kit / language / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(notebook(f"{name} {language} version {version}"), encoding="utf-8")
