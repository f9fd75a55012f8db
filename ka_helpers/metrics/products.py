"""Products: what the product table says of each row of sales, looked up and not joined.

Not in here: what sales consist of (see `mix`).
"""

from typing import Any

import numpy as np

from ka_helpers.metrics.rows import Codes, Numbers, Rows, Texts

_FLAGS = ("is_own", "high_margin")
_PRODUCT_COLUMNS = ("product_name", "category", *_FLAGS)


def with_products(rows: Rows, products: Rows | None) -> Rows:
    """Return sales rows with what the product table says of each: name, category, flags.

    A category written in the row itself goes before the product's.
    """
    if products is None or "product_id" not in rows:
        return rows
    places = product_places(rows, products)
    told: dict[str, Any] = {}
    for name in (column for column in _PRODUCT_COLUMNS if column in products):
        if name in _FLAGS:
            ours = looked_up(products.numbers(name), places)
            told[name] = ours if name not in rows else _filled(rows.numbers(name), ours)
        else:
            texts = products.texts(name)
            theirs = Texts(np.where(places >= 0, texts.codes[places], -1), texts.names)
            told[name] = theirs if name not in rows else rows.texts(name).filled(theirs)
    return rows.having(told)


def product_places(rows: Rows, products: Rows) -> Codes:
    """Return where each row's product stands in the product table, -1 if it does not."""
    ids, known = rows.texts("product_id"), products.texts("product_id")
    place_of = np.full(len(known.names) + 1, -1)
    place_of[known.codes[::-1]] = np.arange(len(products))[::-1]
    place_of[-1] = -1
    return np.asarray(place_of[ids.renamed(known.names)])


def looked_up(values: Numbers, places: Codes) -> Numbers:
    """Return the value at each place, NaN below zero."""
    return np.asarray(np.append(values, np.nan)[places])


def _filled(own: Numbers, theirs: Numbers) -> Numbers:
    return np.where(np.isnan(own), theirs, own)
