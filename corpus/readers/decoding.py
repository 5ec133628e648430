"""Bytes of a text file → text, with the encoding that was told."""

import codecs
import re
from itertools import islice

from charset_normalizer import from_bytes

from corpus.errors import InvalidInputError, UnreadableFileError

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What Japanese offices save: Excel's Shift_JIS first, then older systems, the second
# EUC for those that hold ① or ㈱.
_LEGACY = ("cp932", "euc_jp", "euc_jis_2004", "utf_16_le", "utf_16_be")
_OF_PAIRS = ("utf_16_le", "utf_16_be")  # in which NULs are half of many letters
# What people call Shift_JIS is what Windows writes.
_ALIASES = dict.fromkeys(
    ("shift_jis", "sjis", "shiftjis", "x_sjis", "ms932", "windows_31j"), "cp932"
)
_ESCAPE = b"\x1b$"  # begins Japanese in ISO-2022-JP, which is ASCII to the eye
_MAX_SAMPLE_BYTES = 200_000
# Letters side by side in UTF-8, kana in Shift_JIS and EUC; hardly anything else looks
# so, and what does is then looked at as a line.
_KANA = tuple(
    re.compile(pattern)
    for pattern in (
        rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){2}",
        rb"(?:\x82[\x9f-\xf1]|\x83[\x40-\x96]){2}",
        rb"(?:[\xa1\xa4\xa5][\xa1-\xf6]){2}",
    )
)
_MOST_CHECKED = 20
# From how many bytes on, and by how much, one reading of a line beats the other.
_SURE_BYTES = 8
_SURE_LEAD = 0.3
_ENOUGH_JAPANESE = 0.5


def decode(
    content: bytes, *, name: str, encoding: str | None = None
) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    Parameters
    ----------
    content : bytes
    name : str
        What a person calls the file.
    encoding : str, optional
        What a person says it is; else it is told from the bytes.

    Raises
    ------
    UnreadableFileError
        The bytes are no text in any encoding that Japanese offices use.
    InvalidInputError
        There is no encoding of the given name.
    """
    if encoding is not None:
        told = _known(encoding)
        remedy = "文字コードの指定を外すか、正しいものを指定してください。"
        return _decode_strictly(content, told, name, remedy), told
    marked = next((each for bom, each in _BOMS.items() if content.startswith(bom)), "")
    guessed = marked or _guess(content, name)
    if guessed is None:
        raise UnreadableFileError(
            f"「{name}」は文字の読み取れるファイルではありません。"
            "CSVやExcelなど、表のファイルを指定してください。"
        )
    return _decode_strictly(content, guessed, name), guessed


def _known(encoding: str) -> str:
    """Return the name of an encoding as the codecs have it."""
    alias = _ALIASES.get(encoding.strip().lower().replace("-", "_"), encoding)
    try:
        codecs.lookup(alias).incrementaldecoder(errors="strict").decode(b"")
        "".encode(alias)
    except (LookupError, TypeError, ValueError) as error:
        raise InvalidInputError(
            f"文字コード「{encoding}」は使えません。"
            "utf-8、cp932、euc_jp、utf-16 などを指定してください。"
        ) from error
    return codecs.lookup(alias).name


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, parted by CR, LF or both and by nothing else."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _guess(content: bytes, name: str) -> str | None:
    """Return the encoding whose reading looks most like Japanese."""
    if _ESCAPE in content and _fails_at(content, "iso2022_jp") is None:
        return "iso2022_jp"
    unread_from = _fails_at(content, "utf-8")
    printed = content.replace(b"\x00", b"")[:_MAX_SAMPLE_BYTES]
    if unread_from is None and (b"\x00" not in content or _is_japanese(printed)):
        return "utf-8"
    if b"\x00" not in content[:_MAX_SAMPLE_BYTES]:
        _refuse_mixed(content, name)
    sample = content[:_MAX_SAMPLE_BYTES]
    shares = {
        each: _japanese_share(sample if each in _OF_PAIRS else printed, each)
        for each in _LEGACY
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    if shares[best] > _ENOUGH_JAPANESE:
        return best
    # A broken place is worth naming.
    whole = content[:unread_from].replace(b"\x00", b"")[:_MAX_SAMPLE_BYTES]
    if _is_japanese(whole):
        return "utf-8"
    told = from_bytes(
        sample, cp_isolation=["cp932", "euc_jp", "utf_16_le", "utf_16_be"]
    ).best()
    return told.encoding if told else _encoding_of_most_lines(printed)


def _refuse_mixed(content: bytes, name: str) -> None:
    """Refuse a file whose lines are of different encodings, naming the first other.

    Read in any one of them, the lines of the others would turn into wrong letters.
    """
    found: dict[str, list[int]] = {}
    for kana in _KANA:
        for match in islice(kana.finditer(content), _MOST_CHECKED):
            start = max(content.rfind(b"\n", 0, match.start()), 0)
            end = content.find(b"\n", match.end())
            line = content[start : end if end >= 0 else None].strip(b"\r\n")
            if encoding := _encoding_of_line(line):
                number = content.count(b"\n", 0, match.start()) + 1
                found.setdefault(encoding, []).append(number)
    if len(found) < 2:
        return
    most, other = sorted(found, key=lambda each: -len(set(found[each])))[:2]
    number = min(found[other])
    raise UnreadableFileError(
        f"「{name}」には文字コードの違う行が混ざっています"
        f"（多くは{most}、{number:,}行目は{other}）。"
        "1つの文字コード（UTF-8など）に揃えて保存し直してください。"
    )


def _encoding_of_line(line: bytes) -> str | None:
    """Return the encoding that a line is in, None where more than one may be."""
    if line.isascii() or len(line) < _SURE_BYTES:
        return None
    if _fails_at(line, "utf-8") is None:
        return "utf-8"
    shares = {each: _japanese_share(line, each) for each in ("cp932", "euc_jp")}
    best, other = sorted(shares, key=lambda each: -shares[each])
    return best if shares[best] > shares[other] + _SURE_LEAD else None


def _encoding_of_most_lines(content: bytes) -> str | None:
    """Return the encoding that most lines are in, None where there is none."""
    lines = [line for line in content.splitlines() if not line.isascii()]
    n_read = {
        each: sum(_japanese_share(line, each) > _ENOUGH_JAPANESE for line in lines)
        for each in ("utf-8", "cp932", "euc_jp")
    }
    best = max(n_read, key=lambda each: n_read[each])
    return best if n_read[best] > len(lines) / 2 else None


def _is_japanese(content: bytes) -> bool:
    """Whether UTF-8 that is not all ASCII looks Japanese."""
    share = 0.0 if content.isascii() else _japanese_share(content, "utf-8")
    return share >= _ENOUGH_JAPANESE


def _fails_at(content: bytes, encoding: str) -> int | None:
    """Return where an encoding fails, None where it reads all."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _japanese_share(sample: bytes, encoding: str) -> float:
    """Return which part of a reading is kana, common kanji or ASCII; 0 if it fails."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(sample)
    except UnicodeDecodeError:
        return 0.0
    if not text or any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in text):
        return 0.0
    letters = [sign for sign in text if not sign.isascii()]
    # Kana tell Japanese apart: a wrong reading gives rare kanji and half-width kana.
    kana = sum("ぁ" <= sign <= "ヶ" or sign in "、。・ー「」" for sign in letters)
    return kana / len(letters) + 0.5 if letters else 1.0


def _decode_strictly(
    content: bytes,
    encoding: str,
    name: str,
    remedy: str = "UTF-8で保存し直してください。",
) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableFileError(
            f"「{name}」の{line:,}行目に、文字コード{encoding}では読めない文字が"
            f"あります。{remedy}"
        ) from error
