"""Run as a program: the statement on standard input, on an SQLite file; rows as CSV.

Arguments: the file, then `read` or `write`.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from urllib.parse import quote


def main(path: str, mode: str) -> int:
    """Run the statement and write the word `csv`, a header and the rows."""
    sql = sys.stdin.read()
    access = "rw" if mode == "write" else "ro"
    try:
        connection = sqlite3.connect(f"file:{quote(path)}?mode={access}", uri=True)
        sys.stdout.write("csv\n")
        writer = csv.writer(sys.stdout, lineterminator="\n")
        if mode == "write":
            connection.executescript(sql)
            connection.commit()
            return 0
        found = connection.execute(sql)
        writer.writerow(column[0] for column in found.description or ())
        for row in found:
            writer.writerow("NULL" if value is None else value for value in row)
    except sqlite3.Error as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
