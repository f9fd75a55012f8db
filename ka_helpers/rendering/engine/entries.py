"""The kit's entries in papermill's table of engines.

papermill loads its entry points while it is itself half imported, so nothing here imports
papermill: each entry stands for an engine and fetches it when a notebook is run.
"""

import importlib
from typing import Any


class Entry:
    """Stands for the engine class `name` of `module`."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name

    def engine(self) -> Any:
        """Return the engine itself."""
        module = importlib.import_module(f"ka_helpers.rendering.engine.{self.module}")
        return getattr(module, self.name)

    def execute_notebook(self, nb: Any, kernel_name: str, **options: Any) -> Any:
        """Run a notebook with the engine, as papermill asks an engine to."""
        return self.engine().execute_notebook(nb, kernel_name, **options)

    def nb_kernel_name(self, nb: Any, name: str | None = None) -> Any:
        """Return the kernel that a notebook names."""
        return self.engine().nb_kernel_name(nb, name)

    def nb_language(self, nb: Any, language: str | None = None) -> Any:
        """Return the language that a notebook names."""
        return self.engine().nb_language(nb, language)


ka_fork = Entry("engines", "ForkEngine")
ka_inside = Entry("engines", "InsideEngine")
ka_warm = Entry("warm", "WarmEngine")
