"""Tables as a spreadsheet of others saves them: Gnumeric, as Debian has it.

``ETAPPE_SSCONVERT`` names its program (``apt-get install gnumeric``); without it these tests are
skipped, saying so.
"""

import os
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from monitoring.inbound.tables import suggested, table_of
from tests.patience import PATIENCE

PROGRAM = os.environ.get("ETAPPE_SSCONVERT") or shutil.which("ssconvert")
pytestmark = pytest.mark.skipif(not PROGRAM, reason="Gnumeric is not installed")
TABLE = (
    "Datum,Text,Autor,Sterne,Nummer\n"
    "2026-11-14,„Schön“ – wirklich,Carol Ö.,5,1004\n"
    '2026-11-15,"Größe, die fehlt",Jo,2,1005\n'
)


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_what_another_spreadsheet_saves_is_read_cell_by_cell(ending: str, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    saved = tmp_path / f"table.{ending}"
    command = [str(PROGRAM), str(tmp_path / "table.csv"), str(saved)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE * 4)
    table = table_of(saved.read_bytes())
    assert table.head == ("Datum", "Text", "Autor", "Sterne", "Nummer")
    assert set(suggested(table.head)) >= {"published_at", "text", "author", "rating"}
    rows = [(line, _day(cells[0]), *cells[1:]) for line, cells in table.rows]
    assert rows == [
        (2, "2026-11-14", "„Schön“ – wirklich", "Carol Ö.", 5, 1004),
        (3, "2026-11-15", "Größe, die fehlt", "Jo", 2, 1005),
    ]


def _day(cell: Any) -> str:
    return str(cell)[:10] if isinstance(cell, date | datetime | str) else repr(cell)
