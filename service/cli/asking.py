"""What several commands share: the home's catalogue, the filters, the files."""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from index.searcher import Filters
    from service.catalog import Catalog
    from service.settings import Settings

_Command = TypeVar("_Command", bound=Callable[..., object])
_STANDARD_INPUT = "-"


def say(message: str) -> None:
    """Tell a person something that is no result."""
    click.echo(message, err=True)


def settings_of(ctx: click.Context, **given: Any) -> "Settings":
    """Return the settings of the environment; what is given counts before them."""
    from service.settings import Settings

    return Settings.from_environment(home=ctx.find_root().params["home"], **given)


def open_catalog(ctx: click.Context) -> "Catalog":
    """Open the home's catalogue, up to date."""
    from service.catalog import Catalog

    catalog = Catalog(settings_of(ctx), say=say)
    ctx.call_on_close(catalog.close)
    catalog.prepare()
    return catalog


def filters(command: _Command) -> _Command:
    """Add the filters that search and export share."""
    for name, metavar, text in reversed(
        (
            ("theme", "ID", "テーマ（例：telework）。"),
            ("status", "実施", "実施状況。"),
            ("marker", "新規", "新規・継続などの区分。"),
            ("section", "大項目", "大項目。"),
            ("organisation", "組織名", "組織。"),
            ("fiscal-year", "2020", "年度（令和2年度、R2 とも書けます）。"),
        )
    ):
        command = click.option(
            f"--{name}", metavar=metavar, multiple=True, help=f"{text}繰り返せます。"
        )(command)
    return command


def chosen_filters(values: Mapping[str, Iterable[str]]) -> "Filters":
    """Return the filters that a person chose."""
    from service.parameters import FACETS, read_filters

    return read_filters({name: list(values[name]) for name in FACETS})


def reading_options(command: _Command) -> _Command:
    """Add the options that set right how a file is read."""
    for names, metavar, kind, is_many, text in reversed(
        (
            (("--sheet", "sheets"), "NAME", str, True, "読むシート。"),
            (("--header-row",), "N", int, False, "見出し行の番号（1から）。"),
            (
                ("--column", "columns"), "見出し=意味", str, True,
                "列の意味（text、item、organisation、ignore など）。",
            ),
            (("--encoding",), "NAME", str, False, "文字コード（cp932 など）。"),
        )
    ):  # fmt: skip
        command = click.option(
            *names, metavar=metavar, type=kind, multiple=is_many,
            help=f"{text}{'繰り返せます。' if is_many else ''}",
        )(command)  # fmt: skip
    return command


def output_option(command: _Command) -> _Command:
    """Add where the results go."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        metavar="OUT",
        help="書き出すファイル。",
    )(command)


def print_json(value: Mapping[str, Any]) -> None:
    """Print one JSON object on one line, in UTF-8 wherever it goes."""
    from service.exports import opened
    from service.spreadsheets import write_jsonl

    with opened(None) as out:
        write_jsonl([value], out)


def path_of(ctx: click.Context, file: str) -> Path:
    """Return the path of a file argument; standard input is kept in a file first."""
    if file != _STANDARD_INPUT:
        return Path(file)
    import shutil
    import tempfile

    folder = ctx.with_resource(tempfile.TemporaryDirectory(prefix="torikumi-"))
    path = Path(folder) / "標準入力"
    with path.open("wb") as kept:
        if sys.stdin:
            shutil.copyfileobj(sys.stdin.buffer, kept)
    return path
