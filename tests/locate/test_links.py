"""Which file refers to which."""

from __future__ import annotations

import pytest

from groundplan.locate.index import facts_of
from groundplan.locate.links import Links

FILES = {
    "src/app/models/user.py": "",
    "src/app/api/users.py": "from app.models.user import User\nfrom .auth import login\n",
    "src/app/api/auth.py": "",
    "web/src/lib/format/index.ts": "",
    "web/src/pages/cart.tsx": "import { format } from '@/lib/format';\nimport x from '../lib/format';\n",
    "server/store/user.go": "",
    "server/api/handler.go": 'import (\n\t"example.org/shop/server/store"\n)\n',
    "app/views/orders/show.html": "",
    "app/shop.py": "render('orders/show.html')\n",
    "web/detail.component.ts": "templateUrl: './detail.component.html'\n",
    "web/detail.component.html": "",
}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("src/app/api/users.py", "src/app/models/user.py"),  # an absolute module
        ("src/app/api/users.py", "src/app/api/auth.py"),  # one dot
        ("web/src/pages/cart.tsx", "web/src/lib/format/index.ts"),  # an alias and an index
        ("app/shop.py", "app/views/orders/show.html"),  # a template by the end of its path
        ("web/detail.component.ts", "web/detail.component.html"),
    ],
)
def test_a_reference_leads_to_its_file_and_back(source: str, target: str) -> None:
    links = Links({path: facts_of(text.encode()) for path, text in FILES.items()})
    assert target in links.out(source)
    assert source in links.into(target)
