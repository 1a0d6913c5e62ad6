"""A fleet as one HTML page that needs nothing else: sorted by a click, filtered by typing."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from groundplan.core.characters import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

STYLE = """
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
p { margin: .25rem 0 1rem; opacity: .8; }
input { font: inherit; padding: .4rem .6rem; width: min(24rem, 100%); margin-bottom: .8rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #8884; vertical-align: top; }
th { position: sticky; top: 0; background: Canvas; white-space: nowrap; }
th button { font: inherit; font-weight: 600; background: none; border: 0; padding: 0; cursor: pointer; color: inherit; }
th[aria-sort=ascending] button::after { content: " \\2191"; }
th[aria-sort=descending] button::after { content: " \\2193"; }
td.bad { color: #b3261e; font-weight: 600; }
@media (prefers-color-scheme: dark) { td.bad { color: #ff8a80; } }
td:first-child { overflow-wrap: break-word; min-width: 8rem; }
"""

SCRIPT = """
const table = document.querySelector("table"), body = table.tBodies[0];
const order = new Intl.Collator(undefined, {numeric: true});
document.querySelectorAll("th button").forEach((button, column) => button.onclick = () => {
  const head = button.parentNode, up = head.getAttribute("aria-sort") !== "ascending";
  document.querySelectorAll("th").forEach(other => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const rows = [...body.rows].sort((a, b) =>
    order.compare(a.cells[column].textContent, b.cells[column].textContent) * (up ? 1 : -1));
  body.append(...rows);
});
const count = document.querySelector("output");
document.querySelector("input").oninput = event => {
  const words = event.target.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const row of body.rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every(word => text.includes(word));
    shown += !row.hidden;
  }
  count.textContent = shown;
};
"""


def page(heads: Sequence[str], rows: Sequence[Sequence[tuple[str, bool]]]) -> str:
    """Return the page.

    Args:
        heads: the columns' titles.
        rows: for each repo its cells: text, and whether it is something to mend.
    """
    head = "".join(f'<th scope="col"><button>{escape(title)}</button></th>' for title in heads)
    body = "\n".join(
        "<tr>"
        + "".join(
            f"<td{' class=bad' if bad else ''}>{escape(printable(text))}</td>" for text, bad in row
        )
        + "</tr>"
        for row in rows
    )
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>groundplan fleet</title>
<style>{STYLE}</style>
<h1>groundplan fleet</h1>
<p><output>{len(rows)}</output> of {len(rows)} repos. Click a title to sort.</p>
<label><input type="search" placeholder="Filter, for example: behind active" aria-label="Filter"></label>
<div class="wide">
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</div>
<script>{SCRIPT}</script>
</html>
"""
