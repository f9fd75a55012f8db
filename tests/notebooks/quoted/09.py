"""Figures of chapter 9's prose: scales, the kit's own limits, and examples of how to answer."""

QUOTED = {"example_days": 30}
STORIES = {
    "scales of support, influence and grades": (-2, 2, 1, 5),
    "the worked example of weighted support": (-1, 5, 1, -4, 6, 0),
    "relationship_paths: VALUED_FROM and TRUSTED_ABOVE": (70, 0),
    "supplier_rank: a fair support, all weights together": (100,),
    "defection: GRAVE from 4 on; retention: somebody met": (4, 30),
}
