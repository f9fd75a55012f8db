"""From the chapters that authors edit to the notebooks that trainees open.

`notebooks/source` has English chapters with their answers, `notebooks/translations/zh` a
Markdown file a chapter. `build` derives `notebooks/en`, `notebooks/zh` and `notebooks/solutions`
from them; `stale` tells what is not as it would be derived. Not in here: what a chapter teaches.
"""

from ka_helpers.authoring.building import Built, build, stale
from ka_helpers.authoring.faults import Fault
from ka_helpers.authoring.translation import Stamped, stamp

__all__ = ["Built", "Fault", "Stamped", "build", "stale", "stamp"]
