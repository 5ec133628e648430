"""What comes with the program: the ministry's report, samples, examples, word lists.

``SOURCE.md`` says where each file is from.
"""

from pathlib import Path

_FOLDER = Path(__file__).parent

REPORT = _FOLDER / "mhlw-2020-follow-up.txt"
REPORT_ORGANISATION = "厚生労働省"
EXAMPLES = _FOLDER / "examples"
MODEL_CARD = _FOLDER / "model_card.json"
SAMPLES = _FOLDER / "samples"
