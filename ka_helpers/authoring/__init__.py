"""From the chapters that authors edit to the notebooks that trainees open.

`notebooks/source` has English chapters with their answers, `notebooks/translations/zh` a
Markdown file a chapter. `build` derives `notebooks/en`, `notebooks/zh` and `notebooks/solutions`
from them; `stale` tells what is not as it would be derived. Not in here: what a chapter teaches.
"""

from ka_helpers.authoring.building import build, stale
from ka_helpers.authoring.translation import stamp

__all__ = ["build", "stale", "stamp"]
