from .genres import Genre
from .pieces import Part, Piece, ScorePage

__all__ = ["Genre", "Part", "Piece", "ScorePage"]
