"""What the negotiation desk shows: what was said, the offers side by side, what they are worth.

Not in here: moves, and what is told after the end (`negotiation_desk_debrief`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from ka_helpers.i18n import say
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.game import Game
from ka_helpers.negotiation.issues import Issue, Package, steps_of
from ka_helpers.negotiation.moves import Move
from ka_helpers.negotiation.voice import line, listed
from ka_helpers.tables.negotiation import form_of, lay_out_packages, name_of_issue
from ka_helpers.tables.table import Table
from ka_helpers.widgets.controls import Control, Slider
from ka_helpers.widgets.showing import plain_table

MOODS = ((0.65, "calm"), (0.3, "short"), (0.0, "leaving"))
"""Down to which patience the other's mood is called so."""


@dataclass(frozen=True, eq=False)
class Words:
    """What a meeting shows in a language.

    `story` is told before the first move; `late` is whether a move came after the end.
    """

    game: Game
    language: str
    account: str
    story: str = ""
    late: bool = False

    @property
    def moves(self) -> tuple[Move, ...]:
        """All moves so far."""
        return self.game.transcript.moves

    def word(self, name: str, **values: Any) -> str:
        """Return a message of the desk, money in the case's currency."""
        currency = self.game.agenda.currency
        return say(f"desk.{name}", self.language, **{"currency": currency, **values})

    def last_said(self) -> list[tuple[str, str]]:
        """Return who said what since the trainee's last move."""
        ours = [place for place, move in enumerate(self.moves) if move.by == "us"]
        return list(self.conversation(ours[-1] if ours else 0))

    def before(self) -> list[tuple[str, str]]:
        """Return the story, if there is one and nothing has been done yet."""
        begun = any(move.by == "us" for move in self.moves)
        return [("", self.story)] if self.story and not begun else []

    def conversation(self, since: int = 0) -> Iterator[tuple[str, str]]:
        """Yield who said what, from a move on."""
        role = self.game.transcript.role
        other = "buyer" if role == "supplier" else "supplier"
        for place in range(since, len(self.moves)):
            move = self.moves[place]
            if move.by == "them":
                yield self.word(f"speaker_{other}"), line(move, self.game.agenda, self.language)
            else:
                yield self.word("speaker_you"), self.own(place)

    def own(self, place: int) -> str:
        """Return one of the trainee's moves in words."""
        move, agenda = self.moves[place], self.game.agenda
        if move.kind == "conditional":
            wanted, given = (
                listed(each, agenda, self.language) for each in (move.wanted, move.given)
            )
            return self.word("own_conditional", wanted=wanted, given=given)
        if move.kind == "offer":
            changed = self._changed(place)
            terms = listed(changed, agenda, self.language)
            return self.word("own_offer", terms=terms) if changed else self.word("own_same")
        return self.word(f"own_say_{move.tone}" if move.kind == "say" else f"own_{move.kind}")

    def condition(self, wanted: Package, given: Package) -> str:
        """Return a conditional offer in words, before it is made."""
        agenda = self.game.agenda
        terms = {
            name: listed(each, agenda, self.language)
            for name, each in (("wanted", wanted), ("given", given))
        }
        return self.word("would_say", **terms)

    def offers(self) -> Table:
        """Return today, the trainee's last offer and the other's, and what each is worth."""
        game = self.game
        packages = {self.word("column_today"): game.agenda.today}
        if any(move.by == "us" and move.kind == "offer" for move in self.moves):
            packages[self.word("column_yours")] = game.position
        refused = self._last_conditional()
        if refused:
            packages[self.word("column_condition")] = refused
        name = "column_agreed" if game.transcript.deal else "column_theirs"
        packages[self.word(name)] = game.transcript.deal or game.standing
        title = self.account if self.story else self.word("offers_title", account=self.account)
        return lay_out_packages(game.agenda, packages, self.language, title)

    def standing(self) -> list[str]:
        """Return in sentences how the talks stand."""
        game = self.game
        if not game.is_open:
            late = [self.word("over_already")] if self.late else []
            return [*late, self.ended()]
        worth, bottom = game.agenda.us.worth(game.standing), game.agenda.us.reservation
        side = "above" if worth >= bottom else "below"
        said = [self.word(f"theirs_{side}", worth=worth, bottom=bottom, gap=abs(worth - bottom))]
        over = over_limit(game.agenda, game.standing, self.language)
        if over:
            said.append(self.word("theirs_over", issues=self.word("joined").join(over)))
        return [*said, self.word("left", rounds=game.rounds_left, mood=f"desk.mood_{self.mood}")]

    def next(self) -> tuple[str, ...]:
        """Say how the cards are shown once the talks are over."""
        return () if self.game.is_open else (self.word("debrief_now"),)

    def ended(self) -> str:
        """Return how the talks ended, and what that is worth."""
        transcript, us = self.game.transcript, self.game.agenda.us
        if transcript.deal is None:
            return self.word(f"ended_{transcript.outcome}", bottom=us.reservation)
        worth = us.worth(transcript.deal)
        name = "ended_agreed" if worth >= us.reservation else "ended_agreed_below"
        gap = abs(worth - us.reservation)
        return self.word(name, worth=worth, bottom=us.reservation, gap=gap)

    def not_yet(self) -> str:
        """Say that the other side's cards are not shown while the talks go on."""
        return self.word("not_yet")

    @property
    def mood(self) -> str:
        """What the other's patience looks like: "calm", "short" or "leaving"."""
        return next(name for least, name in MOODS if self.game.patience >= least)

    def html(self) -> str:
        """Return what was said last, the offers and how the talks stand, as HTML."""
        said = talk_html([*self.before(), *self.last_said()])
        stands = "".join(f"<p>{escape(each)}</p>" for each in (*self.standing(), *self.next()))
        return f'<div class="ka-meeting">{said}{self.offers()._repr_html_()}{stands}</div>'

    def plain(self) -> str:
        """Return the same as text."""
        said = [f"{who} {what}" for who, what in (*self.before(), *self.last_said())]
        return "\n".join(
            [*said, "", plain_table(self.offers()), "", *self.standing(), *self.next()]
        )

    def _changed(self, place: int) -> Package:
        """Return what an offer changes against the trainee's offer before, at first today's."""
        before = [move.terms for move in self.moves[:place] if move.by == "us" and move.terms
                  and move.kind == "offer"]  # fmt: skip
        base = before[-1] if before else self.game.agenda.today
        return {key: value for key, value in self.moves[place].terms.items() if base[key] != value}

    def _last_conditional(self) -> Package | None:
        """Return the trainee's last move's package if it was a conditional offer."""
        ours = [move for move in self.moves if move.by == "us" and move.kind != "say"]
        last = ours[-1] if ours and self.game.is_open else None
        return dict(last.terms) if last and last.kind == "conditional" else None


def talk_html(said: list[tuple[str, str]]) -> str:
    """Return a conversation as HTML, a paragraph a line."""
    lines = "".join(
        f'<p style="margin:4px 0"><strong>{escape(who)}</strong> {escape(what)}</p>'
        for who, what in said
    )
    return f'<div class="ka-talk">{lines}</div>'


def over_limit(agenda: Agenda, package: Package, language: str) -> list[str]:
    """Return the issues in which a package is worse for us than our company allows."""
    return [
        name_of_issue(agenda.by_key[key], language)
        for key in agenda.limits
        if not agenda.allows(key, package[key])
    ]


def offered(agenda: Agenda, package: Package, language: str) -> tuple[Table | str, ...]:
    """Return a package beside today's with what it is worth, and whether we could sign it."""
    names = [say(f"desk.column_{name}", language) for name in ("today", "package")]
    packages = dict(zip(names, (agenda.today, package), strict=True))
    title = say("desk.package_title", language)
    table = lay_out_packages(agenda, packages, language, title, ("us", "them"))
    return (table, *verdict(agenda, package, language))


def verdict(agenda: Agenda, package: Package, language: str) -> tuple[str, ...]:
    """Say what a package is worth against our bottom line, and our company's limits if broken."""
    worth, bottom = agenda.us.worth(package), agenda.us.reservation
    side = "above" if worth >= bottom else "below"
    said = say(
        f"desk.package_{side}", language, currency=agenda.currency, worth=worth, bottom=bottom,
        gap=abs(worth - bottom),
    )  # fmt: skip
    over = over_limit(agenda, package, language)
    if not over:
        return (said,)
    issues = say("desk.joined", language).join(over)
    return said, say("desk.package_over", language, issues=issues)


def levers_of(agenda: Agenda, language: str) -> dict[str, Control]:
    """Return a slider for each issue, at today's value."""
    return {issue.key: _lever(issue, agenda.today[issue.key], language) for issue in agenda.issues}


def _lever(issue: Issue, today: float, language: str) -> Slider:
    values = steps_of(issue)
    low, high, step, start = values[0], values[-1], round(values[1] - values[0], 12), today
    label, form = name_of_issue(issue, language), form_of(issue)
    if issue.unit != "share" and all(each == round(each) for each in (low, high, step, start)):
        low, high, step, start = round(low), round(high), round(step), round(start)
    return Slider(issue.key, label, low, high, step, start, form)
