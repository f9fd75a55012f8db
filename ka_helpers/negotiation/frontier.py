"""The Pareto frontier: packages that cannot be made better for one side without the other's loss.

Not in here: which point of it is fair (`solutions`).
"""

import numpy as np
from numpy.typing import NDArray

from ka_helpers.negotiation.issues import Floats

Places = NDArray[np.int64]


def pareto_places(us: Floats, them: Floats) -> Places:
    """Return the places of the efficient packages, the best for us first.

    Of packages of the same worth to both, the first stands for all. Exact: sorts once.

    Parameters
    ----------
    us, them : worth of each package to either side, of one length

    >>> pareto_places(np.array([1.0, 3.0, 2.0, 2.0]), np.array([5.0, 1.0, 4.0, 2.0])).tolist()
    [1, 2, 0]
    """
    if len(us) == 0:
        return np.array([], dtype=np.int64)
    order = np.lexsort((np.arange(len(us)), -them, -us))
    best = np.maximum.accumulate(them[order])
    better = np.concatenate(([True], best[1:] > best[:-1]))
    return np.asarray(order[better], dtype=np.int64)
