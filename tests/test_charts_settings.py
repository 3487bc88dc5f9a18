"""A user's settings stay out of the figures: each is drawn from matplotlib's own defaults and ours."""

import os
import subprocess
import sys

import matplotlib as mpl

from book.charts.style import house_style

FIGURES = """
import hashlib
from drawings import observations, yearly
from book.charts import columns, line, panels, png, svg, waffle
from book.charts.labels import width

flows = [observations(yearly("immigration", {2010 + place: sign * 9_000 * (place - 3) for place in range(9)}, {2018: "P"})) for sign in (1, -1)]
shares = [{"period": "2023", "measure": "share", "country": code, "value": 25.0} for code in ("NL", "DE", "BE", "FR")]
drawings = [panels(line(flows[0]), columns(flows[1])), waffle(observations(shares, "country"))]
print(width("immigratie"))
for drawing in drawings:
    figure = drawing.figure("nl")
    for made in (svg(figure).encode(), png(svg(figure), "Titel", "Maat", "Bron: CBS")):
        print(hashlib.sha256(made).hexdigest())
"""
HOSTILE = """
import locale
from contextlib import suppress
import matplotlib, pandas
from matplotlib import font_manager
other = font_manager.findfont("DejaVu Serif")
font_manager.fontManager.ttflist[:0] = [font_manager.FontEntry(fname=other, name="Open Sans", weight=weight, size="scalable") for weight in (400, 600, 700)]
pandas.options.display.precision, pandas.options.display.float_format = 0, "{:.0f} people".format
with suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
import seaborn
seaborn.set_theme("poster", "darkgrid", "bright", font="DejaVu Serif")
matplotlib.rcParams.update(matplotlib.rc_params_from_file(matplotlib.matplotlib_fname(), use_default_template=False))
"""
SETTINGS = {
    "savefig.bbox": "tight", "text.usetex": "True", "axes.unicode_minus": "False", "font.style": "italic",
    "axes.formatter.use_locale": "True", "figure.autolayout": "True", "path.simplify": "False", "lines.linewidth": "9",
    "lines.dash_capstyle": "round", "axes.xmargin": "0.4", "savefig.facecolor": "red", "svg.image_inline": "False",
    "patch.force_edgecolor": "True", "text.antialiased": "False", "xtick.direction": "in", "timezone": "Asia/Tokyo",
}  # fmt: skip
USER = {"MPLBACKEND": "cairo", "LC_ALL": "C", "TZ": "Pacific/Auckland", "PYTHONWARNINGS": "always"}


def drawn(before: str = "", **settings: str) -> list[str]:
    """What the figures come to in a process of its own, with these variables of the environment."""
    clean = {name: value for name, value in os.environ.items() if name not in (*USER, "MATPLOTLIBRC")}
    environment = {**clean, "PYTHONPATH": os.pathsep.join(sys.path), **settings}
    made = subprocess.run([sys.executable, "-c", before + FIGURES], env=environment, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return made.stdout.split()


def test_no_setting_of_a_user_changes_a_byte(tmp_path):
    (tmp_path / "matplotlibrc").write_text("".join(f"{name}: {value}\n" for name, value in SETTINGS.items()))
    assert drawn(HOSTILE, MATPLOTLIBRC=str(tmp_path), **USER) == drawn()


def test_the_house_style_keeps_a_users_settings_out_and_leaves_no_trace():
    with mpl.rc_context({"savefig.bbox": "tight", "text.usetex": True, "font.style": "italic", "lines.linewidth": 9}):
        before = dict(mpl.rcParams)
        with house_style():
            kept = [mpl.rcParams[name] for name in ("savefig.bbox", "text.usetex", "font.style", "lines.linewidth")]
        assert kept == [None, False, "normal", 2.2]
        assert dict(mpl.rcParams) == before
