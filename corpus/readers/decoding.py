"""Bytes of a text file → text, with the encoding that was told."""

import codecs

from charset_normalizer import from_bytes

from corpus.errors import UnreadableFileError

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What Japanese offices save: Excel's Shift_JIS first, then older systems.
_LEGACY = ("cp932", "euc_jp", "iso2022_jp", "utf_16_le", "utf_16_be")
_MAX_SAMPLE_BYTES = 200_000


def decode(content: bytes, *, name: str) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    Raises
    ------
    UnreadableFileError
        The bytes are no text in any encoding that Japanese offices use.
    """
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            return _decode_strictly(content, encoding, name), encoding
    if b"\x00" not in content:
        try:
            return content.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    guessed = _guess(content)
    if guessed is None:
        raise UnreadableFileError(
            f"「{name}」は文字の読み取れるファイルではありません。"
            "CSVやExcelなど、表のファイルを指定してください。"
        )
    return _decode_strictly(content, guessed, name), guessed


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, parted by CR, LF or both and by nothing else."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _guess(content: bytes) -> str | None:
    """Return the encoding whose reading looks most like Japanese."""
    sample = content[:_MAX_SAMPLE_BYTES]
    candidates = {
        encoding: share
        for encoding in _LEGACY
        if (share := _japanese_share(sample, encoding)) > 0.5
    }
    if not candidates:
        best = from_bytes(sample, cp_isolation=list(_LEGACY)).best()
        return best.encoding if best else None
    return max(candidates, key=lambda encoding: candidates[encoding])


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


def _decode_strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableFileError(
            f"「{name}」の{line}行目に、文字コード{encoding}では読めない文字があります。"
            "UTF-8で保存し直してください。"
        ) from error
