"""What the lesson plays and shows: its runs and slides, with their words, by name; all of it of the talks of 2025.

runs      scenario, settings, and the words for it on slides, where it is shown by name
slides    part of the lesson, question to ask, by which figure it is drawn and from which runs
"""

import json
from pathlib import Path
from typing import Any

LESSON: dict[str, Any] = json.loads((Path(__file__).parent / "lesson_of_2025.json").read_text(encoding="utf-8"))
