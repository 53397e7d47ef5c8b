"""The debtor: a mind in code that decides, a voice that finds the words."""

from peilian.debtor.cue import CitedClause, Cue, Ground, Style, Told
from peilian.debtor.debtor import Debtor, replay
from peilian.debtor.guard import Secrets
from peilian.debtor.lines import LineBank, load_lines
from peilian.debtor.llm_voice import LlmVoice
from peilian.debtor.mind import Mind
from peilian.debtor.move import Ending, Move, MoveKind, Offer, Promise
from peilian.debtor.scripted_voice import ScriptedVoice
from peilian.debtor.state import State
from peilian.debtor.temperament import Temperament, load_temperaments
from peilian.debtor.voice import Voice

__all__ = [
    "CitedClause",
    "Cue",
    "Debtor",
    "Ending",
    "Ground",
    "LineBank",
    "LlmVoice",
    "Mind",
    "Move",
    "MoveKind",
    "Offer",
    "Promise",
    "ScriptedVoice",
    "Secrets",
    "State",
    "Style",
    "Temperament",
    "Told",
    "Voice",
    "load_lines",
    "load_temperaments",
    "replay",
]
