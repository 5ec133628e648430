"""Charts, drawn where people would rather look than read: the one door to matplotlib.

Plain data in (``kinds.py``), SVG or PNG out, the same bytes for the same data. An SVG
keeps its words as text and takes the reader's own font; a PNG brings a Japanese font
with it. Nothing here knows of pages: what a chart shows and says is the caller's.
"""

import io
import re
import threading
from functools import cache
from typing import Any

from service.charts import drawing
from service.charts.kinds import (
    Bars,
    Bin,
    Chart,
    Dumbbell,
    Dumbbells,
    Heat,
    Multiples,
    Reliability,
    Series,
    Table,
    Words,
)

__all__ = [
    "FORMS", "Bars", "Bin", "Chart", "Dumbbell", "Dumbbells", "Heat", "Multiples",
    "Reliability", "Series", "Table", "Words", "draw",
]  # fmt: skip

FORMS = ("svg", "png")
_WIDTH_INCHES = 7.2
_ROW_INCHES = 0.36
_PANEL_INCHES = 1.5
_PANELS_BESIDE = 4
_SLANTING_SIGN_INCHES = 0.13
_EDGES_INCHES = 1.5
_SQUARE_INCHES = 4.7
_DOTS_PER_INCH = 160
# A word of narrow signs with what ends it, or one wide sign.
_WORDS = re.compile(r"[!-~]{1,60} ?|.", re.DOTALL)
_LAST_NARROW = 0xFF
_NARROW = 0.55
# Words are laid out by the widths of the font at hand, and shown in the reader's own.
_MEASURED_IN = b"font-family: 'IPAexGothic'"
_SHOWN_IN = b"font-family: 'Noto Sans JP', 'IPAexGothic', sans-serif"
# Settings are global to matplotlib, and its fonts are read from one file at a time.
_drawing = threading.Lock()


def draw(chart: Chart, form: str) -> bytes:
    """Return a chart as a file.

    Parameters
    ----------
    form : {"svg", "png"}

    Returns
    -------
    bytes
        The same for the same chart, whenever and wherever it is drawn.
    """
    with _drawing:
        figure = _figure(chart)
        out = io.BytesIO()
        metadata = (
            {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        )
        figure.savefig(
            out, format=form, dpi=_DOTS_PER_INCH if form == "png" else 72,
            metadata=metadata | {"Title": chart.words.title},
        )  # fmt: skip
        return out.getvalue().replace(_MEASURED_IN, _SHOWN_IN)


def _figure(chart: Chart) -> Any:
    matplotlib = _matplotlib()
    figure = matplotlib.figure.Figure(
        figsize=(_WIDTH_INCHES, _height(chart)), layout="constrained", facecolor="white"
    )
    matplotlib.backends.backend_agg.FigureCanvasAgg(figure)
    figure.get_layout_engine().set(w_pad=0.08, h_pad=0.08)
    figure.suptitle(
        _wrapped(chart.words.title, 36),
        x=0.012,
        ha="left",
        fontsize=14,
        color="#1d2a57",
    )
    figure.supxlabel(
        _wrapped(chart.words.source, 55),
        x=0.012,
        ha="left",
        fontsize=9,
        color="#595959",
    )
    _draw_on(figure, chart)
    return figure


def _draw_on(figure: Any, chart: Chart) -> None:
    match chart:
        case Bars():
            drawing.bars(figure.subplots(), chart)
        case Heat():
            drawing.heat(figure.subplots(), chart)
        case Dumbbells():
            drawing.dumbbells(figure.subplots(), chart)
        case Reliability():
            drawing.reliability(figure.subplots(), chart)
        case Multiples():
            n_rows = max(1, -(-len(chart.series) // _PANELS_BESIDE))
            panels = list(figure.subplots(n_rows, _PANELS_BESIDE, squeeze=False).flat)
            for axes, series in zip(panels, chart.series, strict=False):
                drawing.panel(axes, chart, series)
            for axes in panels[len(chart.series) :]:
                axes.set_visible(False)


def _height(chart: Chart) -> float:
    """Return how high a chart is: as many rows as it has, and what stands around."""
    match chart:
        case Bars():
            rows = _ROW_INCHES * len(chart.labels) + 0.4 * (len(chart.series) > 1)
        case Heat():
            above = max(0.6, _SLANTING_SIGN_INCHES * drawing.slant(chart.labels))
            rows = _ROW_INCHES * len(chart.series) + above
        case Dumbbells():
            rows = 1.3 * _ROW_INCHES * len(chart.rows) + 0.8
        case Multiples():
            rows = _PANEL_INCHES * -(-len(chart.series) // _PANELS_BESIDE)
        case Reliability():
            rows = _SQUARE_INCHES
    return _EDGES_INCHES + max(rows, 2 * _ROW_INCHES)


def _wrapped(text: str, n_characters: int) -> str:
    """Return a text in lines of so many full-width signs; words stay whole."""
    lines, width = [""], 0.0
    for word in _WORDS.findall(text):
        more = sum(1 if ord(sign) > _LAST_NARROW else _NARROW for sign in word)
        if width + more > n_characters and lines[-1]:
            lines.append("")
            width = 0
        lines[-1] += word
        width += more
    return "\n".join(lines)


@cache
def _matplotlib() -> Any:
    """Load matplotlib, which takes half a second, when the first chart is wanted."""
    import matplotlib  # noqa: PLC0415
    import matplotlib.backends.backend_agg  # noqa: PLC0415
    import matplotlib.figure  # noqa: PLC0415
    import matplotlib_fontja  # type: ignore[import-untyped]  # noqa: PLC0415

    matplotlib_fontja.japanize()
    matplotlib.rcParams.update(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "torikumi",
            "text.parse_math": False,  # a $ in a name is a $
            "axes.unicode_minus": False,
            "font.size": 11,
            "hatch.linewidth": 0.7,
        }
    )
    return matplotlib
