"""The negotiation desk in the browser: the talk, an offer that is built and priced as it is built.

Imported when it is first shown. Every button makes a move of the meeting behind it, which is what
plain calls make too. Not in here: what is shown (`negotiation_desk_words`), and any formula.
"""

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets

from ka_helpers.errors import KaKitError
from ka_helpers.exercises.materials.chapter_08_ladder import condition_of
from ka_helpers.negotiation.issues import Package, steps_of
from ka_helpers.negotiation.moves import Tone
from ka_helpers.tables.negotiation import name_of_issue, write_term
from ka_helpers.widgets.negotiation_desk_words import talk_html, verdict
from ka_helpers.widgets.showing import html_of
from ka_helpers.widgets.sliders import LOOK

if TYPE_CHECKING:
    from ka_helpers.widgets.negotiation_desk_meeting import Meeting

MOVES = ("offer", "condition", "accept", "refuse", "warm", "escalate", "walk_away")
WIDE = {"width": "auto"}
KIND_WORD: Tone = "warm"
TALK = (
    "display:flex;flex-direction:column-reverse;max-height:22em;overflow:auto;padding:4px 12px;"
    "border-left:4px solid #9aa5b1"
)
"""A column set from its end up begins scrolled to its end: the last word is in sight."""


class NegotiationView:
    """The fields and buttons over a meeting; `root` is the widget that a notebook shows."""

    def __init__(self, meeting: "Meeting") -> None:
        self.meeting = meeting
        self.talk, self.worth, self.shown = (ipywidgets.HTML(layout=WIDE) for _ in range(3))
        self.fields = {issue.key: self._field(issue.key) for issue in meeting.agenda.issues}
        self.buttons = {name: self._button(name) for name in (*MOVES, "again")}
        self.shown.add_class("jp-RenderedHTMLCommon").add_class("ka-shown")
        row = {"display": "flex", "flex_flow": "row wrap"}
        fields = ipywidgets.Box([self._labelled(key) for key in self.fields], layout=row)
        moves = ipywidgets.Box([self.buttons[name] for name in MOVES], layout=row)
        look = ipywidgets.HTML(LOOK, layout={"display": "none"})
        parts = (self.talk, fields, self.worth, moves, self.shown, self.buttons["again"], look)
        self.root = ipywidgets.VBox(parts).add_class("ka-negotiation")
        self.show()

    @property
    def package(self) -> Package:
        """The package that the fields stand at."""
        return {key: field.value for key, field in self.fields.items()}

    def show(self, fault: str = "") -> None:
        """Show how the talks stand; once they are over, the debrief and no more moves."""
        words, meeting = self.meeting.words, self.meeting
        said = talk_html([*words.before(), *words.conversation()])
        self.talk.value = f'<div role="log" aria-live="polite" style="{TALK}">{said}</div>'
        for name in MOVES:
            self.buttons[name].disabled = not meeting.is_open
        self.buttons["again"].layout.display = "none" if meeting.is_open else ""
        stands = "".join(f"<p>{escape(each)}</p>" for each in words.standing())
        alert = f'<p class="ka-fault" role="alert">{escape(fault)}</p>' if fault else ""
        table = words.offers()._repr_html_()
        after = "" if meeting.is_open else html_of(meeting.debrief())
        self.shown.value = f"{alert}{table}{stands}{after}"
        self.price()

    def price(self, change: Any = None) -> None:
        """Say what the package in the fields is worth, and what a condition would say."""
        words, agenda = self.meeting.words, self.meeting.agenda
        lines = [*verdict(agenda, self.package, self.meeting.language)]
        wanted, given = condition_of(self.meeting.game, self.package)
        if self.meeting.is_open and wanted and given:
            lines.append(words.condition(wanted, given))
        said = "".join(f"<p>{escape(each)}</p>" for each in lines)
        self.worth.value = f'<div role="status" class="ka-worth">{said}</div>'

    def _move(self, name: str) -> None:
        meeting = self.meeting
        moves: dict[str, Callable[[], Any]] = {
            "offer": lambda: meeting.offer(self.package),
            "condition": lambda: meeting.trade(self.package),
            "accept": meeting.accept,
            "refuse": meeting.refuse,
            "warm": lambda: meeting.say(KIND_WORD),
            "escalate": meeting.escalate,
            "walk_away": meeting.walk_away,
            "again": self._again,
        }
        try:
            moves[name]()
        except KaKitError as fault:
            self.show(fault.said_in(meeting.language))
        else:
            self.show()

    def _again(self) -> None:
        self.meeting.again()
        for key, field in self.fields.items():
            field.value = self.meeting.agenda.today[key]

    def _field(self, key: str) -> Any:
        agenda, language = self.meeting.agenda, self.meeting.language
        issue = agenda.by_key[key]
        options = [
            (write_term(issue, value, language, agenda.currency), value)
            for value in steps_of(issue)
        ]
        today = min((value for _, value in options), key=lambda v: abs(v - agenda.today[key]))
        field = ipywidgets.SelectionSlider(
            options=options, value=today, continuous_update=True, readout=True,
            layout={"width": "260px"},
        )  # fmt: skip
        field.observe(self.price, "value")
        return field

    def _labelled(self, key: str) -> Any:
        name = name_of_issue(self.meeting.agenda.by_key[key], self.meeting.language)
        label = ipywidgets.HTML(escape(name), layout=WIDE)
        box = ipywidgets.VBox((label, self.fields[key]), layout={"margin": "0 20px 8px 0"})
        return box.add_class(f"ka-issue-{key}")

    def _button(self, name: str) -> Any:
        label = self.meeting.words.word(f"button_{name}")
        button = ipywidgets.Button(description=label, layout={"width": "auto"})
        button.add_class(f"ka-{name}")
        button.on_click(lambda _: self._move(name))
        return button
