revision = "1"


def upgrade() -> None: ...
