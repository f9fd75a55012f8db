"""Open the lab: bring the notebooks, start JupyterLab or find it running, say what was done.

Not in here: how any of that is done.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import NOTEBOOKS
from ka_helpers.i18n import say
from ka_helpers.lab.copying import Deed, bring, record_of
from ka_helpers.lab.originals import Original, case_line, case_to_name, originals
from ka_helpers.lab.server import (
    HUB_VARIABLE,
    Places,
    address,
    check_port,
    command,
    command_under_hub,
    environment,
    places_for,
    run,
    running,
    running_soon,
)
from ka_helpers.lab.settings import write_kernel, write_settings
from ka_helpers.lab.shipments import Shipment
from ka_helpers.lab.workspace import at_work, ready_workspace, usual_workspace

LANGUAGE_PACK = "jupyterlab_language_pack_zh_CN"


@dataclass(frozen=True)
class LabRequest:
    """What is asked for: a folder (None: the usual one), a case ("": as before), a port."""

    language: str
    workspace: Path | None = None
    case: str = ""
    browser: bool = True
    port: int | None = None
    notebooks: Path = NOTEBOOKS


def open_lab(request: LabRequest, tell: Callable[[str], None]) -> int:
    """Open JupyterLab on the first chapter, stay until it ends, return its exit code.

    Raises
    ------
    RequestError : no JupyterLab, no such case, a port that is taken, a folder that cannot be used
    """
    if find_spec("jupyterlab") is None:
        raise RequestError("lab.no_jupyterlab")
    if request.case:
        request = replace(request, case=case_to_name(request.case))
    workspace = ready_workspace(request.workspace or usual_workspace(), request.notebooks)
    tell(say("lab.workspace", request.language, folder=str(workspace)))
    places = places_for(workspace)
    if HUB_VARIABLE in os.environ:
        return _serve_user(request, places, tell)
    with at_work(workspace) as alone:
        server = running(places) if alone else running_soon(places)
        shipped = _prepare(request, places, tell, server is None and alone)
        start = shipped[0].path
        if server is not None:
            return _open_running(address(server, start), request, tell)
        if not alone:
            raise RequestError("lab.not_answering", folder=str(workspace))
        if request.port is not None:
            check_port(request.port)
        tell(say("lab.starting" if request.browser else "lab.starting_only", request.language))
        arguments = command(places, start, request.port, request.browser)
        return run(arguments, places, environment(places, os.environ))


def _serve_user(request: LabRequest, places: Places, tell: Callable[[str], None]) -> int:
    """Be the server of one user of a JupyterHub, which starts no second one, to its end.

    Raises
    ------
    RequestError : no JupyterHub is installed here
    """
    if find_spec("jupyterhub") is None:
        raise RequestError("lab.no_jupyterhub")
    shipped = _prepare(request, places, tell, alone=True)
    arguments = command_under_hub(places, shipped[0].path)
    return run(arguments, places, environment(places, os.environ))


def _prepare(
    request: LabRequest, places: Places, tell: Callable[[str], None], alone: bool
) -> Sequence[Original]:
    """Bring notebooks and settings up to date, say what came of it, return the notebooks."""
    record = record_of(places.workspace)
    if request.case and alone:
        record.add(Shipment("case", case=request.case))
    shipped = originals(request.notebooks, request.language, request.case or record.case())
    deeds = bring(places.workspace, shipped, request.language, alone)
    for line in remarks(deeds, request):
        tell(line)
    if request.case and not alone:
        tell(say("lab.case_not_now", request.language))
    write_settings(places.settings, request.language)
    write_kernel(places.kernels)
    if request.language == "zh" and find_spec(LANGUAGE_PACK) is None:
        tell(say("lab.no_language_pack", request.language))
    return shipped


def remarks(deeds: Sequence[Deed], request: LabRequest) -> Iterator[str]:
    """Yield what a trainee should know of what was done to the notebooks, a line each."""
    language = request.language
    for what in ("placed", "updated"):
        if n := sum(deed.what == what for deed in deeds):
            yield say(f"lab.{what}", language, n=n)
    for deed in deeds:
        if deed.what == "kept" and deed.other:
            yield say("lab.new_version_beside", language, path=deed.path, other=deed.other)
        elif deed.what == "damaged":
            yield say("lab.damaged", language, path=deed.path, other=deed.other)
        elif deed.what == "refused":
            yield say("lab.refused", language, path=deed.path)
    by_hand = [deed.path for deed in deeds if deed.names_other_case]
    if request.case and by_hand:
        yield say("lab.case_by_hand", language, line=case_line(request.case))
        yield from (f"  {path}" for path in by_hand)


def _open_running(place: str, request: LabRequest, tell: Callable[[str], None]) -> int:
    import webbrowser

    tell(say("lab.running_already", request.language, address=place))
    if request.browser:
        webbrowser.open(place)
    return 0
