"""The debtors: schema, budget arithmetic, what a trainee may see of them."""

from personas.budget import Budget, Reservation, disposable, feasible, reservation
from personas.cards import Card, card, entry
from personas.schema import Fact, Misbelief, Persona
from personas.shelf import load_personas

__all__ = [
    "Budget",
    "Card",
    "Fact",
    "Misbelief",
    "Persona",
    "Reservation",
    "card",
    "disposable",
    "entry",
    "feasible",
    "load_personas",
    "reservation",
]
