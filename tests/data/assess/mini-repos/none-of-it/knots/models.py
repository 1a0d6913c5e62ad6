from dataclasses import dataclass


class Model:
    pass


@dataclass
class Knot(Model):
    name: str
    loops: int
