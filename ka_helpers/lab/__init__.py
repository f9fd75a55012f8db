"""JupyterLab on a trainee's own copy of the chapters: `ka-kit lab`.

`originals` are the notebooks as the kit ships them, `copying` brings them into the workspace and
never writes over what a trainee wrote, `server` starts JupyterLab beside the user's own settings.
Not in here: what a notebook teaches.
"""

from ka_helpers.lab.opening import LabRequest, open_lab

__all__ = ["LabRequest", "open_lab"]
