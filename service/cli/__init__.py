"""The commands: arguments → one call of the catalog → print.

Results go to standard output, all else to standard error. Only the rooms of this folder
import inside functions, so that ``--help`` opens at once.
"""

from pathlib import Path

import click

from service.cli.comparing import compare
from service.cli.counting import stats
from service.cli.endings import Commands
from service.cli.finding import export, search
from service.cli.judging import evaluate
from service.cli.keeping import build_index, demo, serve
from service.cli.labelling import labels
from service.cli.learning import models, train
from service.cli.taking import classify, import_files
from service.cli.working import worker


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="データを置くフォルダー（既定は TORIKUMI_HOME か、利用者のデータ置き場）。",
)
@click.version_option(
    package_name="torikumi", prog_name="torikumi", help="版を表示します。"
)
def main(home: Path | None) -> None:
    """働き方改革の取組を読み、探し、テーマで分けます。"""


for _command in (
    import_files, search, compare, stats, classify, export, labels, train, models,
    evaluate, build_index, serve, worker, demo,
):  # fmt: skip
    main.add_command(_command)
