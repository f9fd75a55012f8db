"""The negotiation with a buyer: what is on the table, what it is worth to both sides, how it goes.

`issues`, `sides` and `agenda` say what can be agreed and what it is worth in money a year;
`outcomes`, `frontier` and `solutions` what can be got out of it; `pricing` reads all that from
an account's profit and loss. `moves`, `game` and the buyer play it; `debrief` looks back on it.
Not in here: text (catalogues negotiation, buyer, debrief, brief), widgets, questions.
"""
