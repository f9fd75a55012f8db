"""Chapter 8's question of how to give: the size of the steps, and the sentence."""

from itertools import pairwise

from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Choice, Text
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_08_pictures import PATTERNS

_IF = r"(?:\bif\b|provided|as long as|on condition|in return for|once you|when you|in exchange for)"
_IF_ZH = "(?:如果|要是|只要|假如|前提|倘若|若是|若|条件是|作为交换)"
_WANTED = (
    r"(?:display|end.?cap|shel[fv]|facing|listing|\blist\b|sku|new product|promotion|slot|leaflet"
    r"|order|volume|purchas|rebate|forecast|exclusiv|checkout|区域|陈列|端架|堆头|排面|货架|上架|新品"
    r"|档期|促销|海报|订单|订货|进货|销量|返利|预测|独家|收银台)"
)
_NUMBER = (
    r"(?:\d|\bone\b|\btwo\b|\bthree\b|\bfour\b|\bfive\b|\bsix\b|\bseven\b|\beight\b|\bnine\b"
    r"|\bten\b|\btwelve\b|\bhalf\b|\ball\b|\bevery\b|[一二两三四五六七八九十百半每全])"
)
_GIVEN = "(?:days?|payment|paying|\\bpay\\b|terms?|credit|天|账期|帐期|付款|结款|回款)"
_RUDE = (
    r"robber|rubbish|ridiculous|stupid|idiot|shame|nonsense|greedy|bandit|take it or leave"
    "|强盗|无赖|抢钱|做梦|可笑|荒唐|无耻|贪|胡闹|爱要不要|蠢"
)

POINTS = {
    "condition": (_IF, _IF_ZH),
    "wanted": (_WANTED,),
    "figure": (f"{_NUMBER}.{{0,14}}{_WANTED}", f"{_WANTED}[^,，;；.。]{{0,20}}{_NUMBER}"),
    "given": (_GIVEN,),
    "first": (
        f"(?:{_IF}|{_IF_ZH}).*[,，].*{_GIVEN}",
        f"(?:{_IF}|{_IF_ZH}).*(?:we|我们|我方).*{_GIVEN}",
    ),
    "calm": (f"^(?!.*(?:{_RUDE})).*$",),
}
"""What a conditional concession says, and the words that say it, English and Chinese."""
_WANTS = "If you put us on four end-cap displays in every store"
_GIVES = "then we could accept ten more days of payment."


def shrinking(lesson: Lesson) -> Answer:
    """Return the pattern whose steps shrink, and a sentence that makes every point."""
    (pattern,) = (
        name for name, steps in PATTERNS.items()
        if all(first > then for first, then in pairwise(steps)) and steps[-1]
    )  # fmt: skip
    return {"pattern": pattern, "sentence": f"{_WANTS}, {_GIVES}"}


def equal(lesson: Lesson) -> Answer:
    """Return equal steps."""
    return {"pattern": "equal"}


def growing(lesson: Lesson) -> Answer:
    """Return steps that grow."""
    return {"pattern": "growing"}


def at_once(lesson: Lesson) -> Answer:
    """Return everything at once."""
    return {"pattern": "at_once"}


def unconditional(lesson: Lesson) -> Answer:
    """Return a present and a request."""
    return {
        "sentence": "We give you ten more days of payment. Please think of four end-cap displays."
    }


def nothing_wanted(lesson: Lesson) -> Answer:
    """Return a condition that is none."""
    return {"sentence": "If you are more flexible, then we could accept ten more days of payment."}


def no_figure(lesson: Lesson) -> Answer:
    """Return a wish without a figure."""
    return {"sentence": f"If you improve our displays, {_GIVES}"}


def nothing_given(lesson: Lesson) -> Answer:
    """Return a sentence that does not say what is given."""
    return {"sentence": f"{_WANTS}, then we could come towards you."}


def given_first(lesson: Lesson) -> Answer:
    """Return what is given before what is wanted."""
    return {"sentence": "You get ten more days to pay if you put us on four displays."}


def rude(lesson: Lesson) -> Answer:
    """Return every point, rudely."""
    return {"sentence": f"This is the way of robbers. {_WANTS}, {_GIVES}"}


WORDS = Exercise(
    "8.7",
    skill="negotiation",
    parts=(Choice("pattern", tuple(PATTERNS)), Text("sentence", POINTS)),
    answer=shrinking,
    mistakes={
        "equal": equal,
        "growing": growing,
        "at_once": at_once,
        "condition": unconditional,
        "wanted": nothing_wanted,
        "figure": no_figure,
        "given": nothing_given,
        "first": given_first,
        "calm": rude,
    },
)
