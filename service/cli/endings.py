"""How a command ends: every trouble is one message in Japanese and a status.

0 done, 1 something is amiss, 2 wrong usage, 130 interrupted. What nobody foresaw is
kept in a file for those who mend it; a person sees one line.
"""

import os
import re
import sys
import tempfile
import traceback
from collections.abc import Sequence
from typing import Any

import click

from corpus.errors import TorikumiError, reason_of

_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it


class JapaneseHelp(click.Command):
    """A command whose help option explains itself in Japanese."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "この説明を表示します。"
        return option


class CommandGroup(JapaneseHelp, click.Group):
    """Commands of one subject under one name."""


class Commands(CommandGroup):
    """Commands that end with one message where something is amiss."""

    def make_context(self, *given: Any, **options: Any) -> click.Context:
        """Read the arguments before the command's name."""
        try:
            return super().make_context(*given, **options)
        except click.UsageError as error:
            raise _in_japanese(error) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        for stream in filter(None, (sys.stdout, sys.stderr)):
            # A terminal without Japanese shows escapes rather than nothing.
            stream.reconfigure(errors="backslashreplace")
        try:
            result = super().invoke(ctx)
            if sys.stdout:
                sys.stdout.flush()
        except click.UsageError as error:
            raise _in_japanese(error) from error
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise
        except TorikumiError as error:
            _end(ctx, f"エラー：{error.message}")
        except KeyboardInterrupt:
            _end(ctx, "中断しました。", status=_INTERRUPTED)
        except OSError as error:
            _end(ctx, f"エラー：{_trouble(error)}")
        except Exception as error:
            _end(ctx, f"エラー：{_surprise(error)}")
        return result


class _Refusal(click.UsageError):
    """Wrong usage, told in Japanese."""

    def show(self, file: Any = None) -> None:
        """Print what is wrong, and where the usage is told."""
        path = self.ctx.command_path if self.ctx else "torikumi"
        click.echo(f"エラー：{self.message}", err=True)
        click.echo(f"使い方は `{path} --help` で見られます。", err=True)


def _end(ctx: click.Context, message: str, *, status: int = 1) -> None:
    click.echo(message, err=True)
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        # The interpreter would try again at its end, and complain in its own way.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    ctx.exit(status)


def _trouble(error: OSError) -> str:
    where = f"「{error.filename}」を" if error.filename else "結果を"
    return (
        f"{where}読み書きできません（{reason_of(error)}）。"
        "権限とディスクの空きを確かめてください。"
    )


def _surprise(error: Exception) -> str:
    kept = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="torikumi-", suffix=".log", delete=False, encoding="utf-8"
        ) as file:
            traceback.print_exception(error, file=file)
            kept = f"詳しい記録は「{file.name}」にあります。"
    except OSError:
        pass  # nowhere to keep it: the line below must do
    name = type(error).__name__
    return f"思わぬ不具合が起きました（{name}）。{kept}開発者に知らせてください。"


def _in_japanese(error: click.UsageError) -> click.UsageError:
    if type(error).show is not click.UsageError.show:
        return error  # it has its own way to say it, such as the whole help
    return _Refusal(_message(error), ctx=error.ctx)


def _message(error: click.UsageError) -> str:
    value = re.search(r"'([^']*)'|^(\S+) is not", error.message)
    given = f"「{value[1] or value[2]}」" if value else ""
    match error:
        case click.NoSuchOption():
            near = _nearest(error.possibilities)
            return f"「{error.option_name}」という指定はありません。{near}"
        case click.MissingParameter():
            return f"「{_name(error.param)}」を指定してください。"
        case click.BadParameter():
            name, wanted = _name(error.param), _wanted(error.param)
            return f"「{name}」の値{given}は使えません。{wanted}"
        case click.BadOptionUsage():
            name = error.option_name
            return f"「{name}」の後に値が要るか、要らないかを確かめてください。"
    if error.message.startswith("Got unexpected"):
        return "余分な指定があります。空白を含む語は引用符で囲んでください。"
    return (
        f"{given}というコマンドはありません。"
        if given
        else "コマンドを指定してください。"
    )


def _nearest(names: Sequence[str] | None) -> str:
    return f"もしかして：{'、'.join(names)}" if names else ""


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return param.opts[-1]
    return param.make_metavar(click.get_current_context()) if param else "指定"


def _wanted(param: click.Parameter | None) -> str:
    kind = param.type if param else None
    if isinstance(kind, click.Choice):
        return f"次のいずれかを指定してください：{'、'.join(kind.choices)}"
    if isinstance(kind, click.IntRange):
        most = f"{kind.max}以下" if kind.max is not None else ""
        return f"{kind.min}以上{most}の整数を指定してください。"
    if isinstance(kind, click.types.IntParamType):
        return "整数を指定してください。"
    if isinstance(kind, click.Path):
        return (
            "フォルダーを指定してください。"
            if kind.dir_okay
            else "書き出すファイルの名前を指定してください。"
        )
    return "値を確かめてください。"
