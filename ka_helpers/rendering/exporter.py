"""The kit's page as an nbconvert exporter: `jupyter nbconvert --to ka review.ipynb`."""

from typing import Any

from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode

from ka_helpers import __version__
from ka_helpers.i18n import LANGUAGES, say
from ka_helpers.rendering.layout import HTML_LANGUAGES, LAYOUT, sort_script, stylesheet


class ReviewExporter(TemplateExporter):
    """Writes an executed review or portfolio notebook as one self-contained page.

    `resources["ka"]` says title, language and more (`page_resources`); without it they are
    taken from the parameters with which papermill ran the notebook.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(  # type: ignore[no-untyped-call]
            template_name="ka",
            extra_template_basedirs=[str(LAYOUT)],
            template_file="index.html.j2",
            enable_async=False,
            default_preprocessors=[],  # each would check the whole notebook once more
            **settings,
        )
        self.file_extension = ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **settings: Any
    ) -> tuple[str, Any]:
        """Return the page and the resources."""
        known = resources or {}
        known = {**known, "ka": known.get("ka") or _of_parameters(nb)}
        page, resources = super().from_notebook_node(nb, resources=known, **settings)
        return str(page), resources


def page_resources(
    title: str,
    language: str,
    sortable: bool = False,
    downloads: tuple[tuple[str, str], ...] = (),
) -> dict[str, Any]:
    """Return what the page's template needs besides the notebook."""
    return {
        "title": title,
        "html_language": HTML_LANGUAGES[language],
        "version": __version__,
        "stylesheet": stylesheet(),
        "script": sort_script() if sortable else "",
        "downloads": downloads,
        "download": say("review.download", language),
    }


def _of_parameters(notebook: NotebookNode) -> dict[str, Any]:
    given = notebook.metadata.get("papermill", {}).get("parameters", {})
    language = given.get("language", "")
    named = (str(given[name]) for name in ("account_id", "quarter") if name in given)
    title = " · ".join(named) or "KA Kit"
    return page_resources(title, language if language in LANGUAGES else "en", "digests" in given)
