"""A tiny shop with a history, for the tests of locating."""

from __future__ import annotations

from typing import TYPE_CHECKING

import support

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "app/orders.py": "from app.models import Order\n\n\ndef cancel_order(order_id):\n    return Order.get(order_id)\n",
    "app/models.py": "class Order:\n    status = 'open'\n\n\nclass Customer:\n    email = ''\n",
    "app/mail.py": "def send_mail(address, text):\n    print(address, text)\n",
    "app/web.py": "from app.orders import cancel_order\n\n\ndef index():\n    return 'shop'\n",
    "tests/test_orders.py": "from app.orders import cancel_order\n\n\ndef test_cancel():\n    cancel_order(1)\n",
    "README.md": "# Shop\n",
}


def make_shop(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Make the shop, committed once."""
    return support.make_repo(folder, FILES | (files or {}))


def change(folder: Path, message: str, *paths: str) -> None:
    """Commit a change of these files, made or lengthened by one line."""
    for path in paths:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text() if file.exists() else ""
        file.write_text(f"{text}# {len(text)}\n")
    support.commit(folder, message)
