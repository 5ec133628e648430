"""Files that are broken or mean harm, each with what must be said of it."""

import io
import zipfile
from collections.abc import Callable, Mapping

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.fixtures_formats import docx_table, pdf_table, xlsx_table

TEXT = "在宅勤務用の端末を全職員に配備した。"
ROWS = (("番号", "取組内容"), ("1", TEXT))
XLSX, DOCX, PDF = (make(["題"], ROWS) for make in (xlsx_table, docx_table, pdf_table))
SHEET, DOCUMENT = "xl/worksheets/sheet1.xml", "word/document.xml"
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def repacked(
    content: bytes,
    part: str = "",
    change: Callable[[bytes], bytes] = bytes,
    added: Mapping[str, bytes] = {},
) -> bytes:
    """Return a zipped file with one part changed, and others added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            inside = old.read(each)
            new.writestr(each, change(inside) if each == part else inside)
        for name, inside in added.items():
            new.writestr(name, inside)
    return out.getvalue()


def declaring(declaration: bytes) -> Callable[[bytes], bytes]:
    """Return what puts a declaration before the first element of a part."""

    def change(inside: bytes) -> bytes:
        start = inside.index(b"<", inside.find(b"?>") + 1)
        return inside[:start] + declaration + inside[start:]

    return change


def swelling() -> bytes:
    """Return a small workbook that unpacks to 200 MB."""
    return repacked(XLSX, added={"xl/media/a.bin": bytes(200_000_000)})


def pdf_drawing(encryption: StandardEncryption | None = None) -> bytes:
    """Return a PDF of one page with a black square and no letter."""
    content = io.BytesIO()
    canvas = Canvas(content, encrypt=encryption)
    canvas.rect(50, 50, 200, 200, fill=1)
    canvas.save()
    return content.getvalue()


def csv_of(*rows: str, encoding: str = "utf-8") -> bytes:
    return "".join(f"{row}\n" for row in ("番号,取組内容", *rows)).encode(encoding)


# Name of the file: its content, and what of the message must be there.
REFUSED: dict[str, tuple[bytes, str]] = {
    "空.csv": (b"", "空です"),
    "空行.csv": (b",,\r\n,,\r\n\r\n", "空です"),
    "見出しだけ.csv": (csv_of(), "見出し行がありますが.*行がありません"),
    "でたらめ.csv": (bytes(range(256)) * 20, "文字の読み取れるファイルでは"),
    "混在.csv": (
        csv_of(f"1,{TEXT}") + f"2,{TEXT}\n".encode("cp932"),
        r"混ざっています.*3行目はcp932",
    ),
    "混在2.csv": (
        csv_of(*[f"1,{TEXT}"] * 5, encoding="cp932")
        + f"2,{TEXT}\n".encode("euc_jp"),
        r"混ざっています.*7行目はeuc_jp",
    ),
    "混在3.csv": (
        csv_of(*[f"1,{TEXT}"] * 5, encoding="cp932") + "2,会議削減\n".encode(),
        r"混ざっています.*7行目はutf-8",
    ),
    "引用符.tsv": (
        csv_of(f"1,{TEXT}", f'2,"{TEXT}').replace(b",", b"\t"), "3行目から.*引用符"
    ),
    "途中2.docx": (DOCX[:50], "Wordの文書として開けません"),
    "引用符.csv": (csv_of(f"1,{TEXT}", f'2,"{TEXT}', "3,x"), "3行目から"),
    "引用符2.csv": (
        csv_of(f'1,"{TEXT}', *[f"2,{TEXT}"] * 9000), "2行目から.*引用符"
    ),
    "列.csv": (
        (",".join(map(str, range(5000))) + "\n").encode(),
        "1行目の列数.*1,000列.*TORIKUMI_MAX_COLUMNS",
    ),
    "セル.csv": (
        csv_of("1," + "あ" * 1_000_000), "2行目.*100,000字.*MAX_CELL_CHARACTERS"
    ),
    "途中.xlsx": (XLSX[: len(XLSX) // 2], "壊れているか"),
    "途中.docx": (DOCX[: len(DOCX) // 2], "Wordの文書として開けません"),
    "途中.pdf": (PDF[: len(PDF) // 2], "途中で切れています"),
    "途中2.pdf": (PDF[:-20], "途中で切れています"),
    "鍵.xlsx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999
        + "EncryptedPackage".encode("utf-16-le") + b"\0" * 999,
        "パスワードが掛かっています",
    ),
    "鍵.pdf": (
        pdf_drawing(StandardEncryption("secret")), "パスワードが掛かっています"
    ),
    "画像.pdf": (pdf_drawing(), "文字の層がありません.*OCR"),
    "言葉.xlsx": (b"this is no workbook", "名前の示す形式"),
    "違う.xlsx": (b"PK\3\4 no workbook", "開けません"),
    "実体.xlsx": (repacked(XLSX, SHEET, declaring(LAUGHS)), "DOCTYPE"),
    "外部.xlsx": (repacked(XLSX, SHEET, declaring(OUTSIDE)), "DOCTYPE"),
    "実体.docx": (repacked(DOCX, DOCUMENT, declaring(LAUGHS)), "DOCTYPE"),
    "外部.docx": (repacked(DOCX, DOCUMENT, declaring(OUTSIDE)), "DOCTYPE"),
    "遠い.xlsx": (
        repacked(
            XLSX, SHEET, lambda xml: xml.replace(b'r="B2"', b'r="XFD1048576"')
        ),
        "離れた所にあるセル",
    ),
    "広い.html": (
        b"<table><tr><td colspan=99999 rowspan=99999>x</td></tr></table>",
        "列数.*1,000列",
    ),
    "深い.html": (b"<table><tr><td>" * 3000 + b"x", "入れ子が深すぎて"),
    "書庫.zip": (
        repacked(b"PK\5\6" + b"\0" * 18, added={"a.txt": b"x"}), "ZIPの書庫"
    ),
}  # fmt: skip

# Read in spite of its name or of what lies beside the text.
READ: dict[str, tuple[bytes, str]] = {
    "ブック.csv": (XLSX, TEXT),
    "ブック.xls": (XLSX, TEXT),
    "文書.txt": (DOCX, TEXT),
    "文書.xlsx": (PDF, TEXT),
    "ページ.txt": (
        f"<html><table><tr><th>取組内容<tr><td>{TEXT}</table>".encode(), TEXT
    ),
    "上の階.xlsx": (repacked(XLSX, added={"../../x.xml": b"<a/>"}), TEXT),
    "零.csv": (csv_of(f"1,{TEXT[:4]}\0{TEXT[4:]}"), TEXT),
    "式.csv": (
        csv_of('1,"=HYPERLINK(""http://a"")<b>を廃止した。</b>"'),
        '=HYPERLINK("http://a")<b>を廃止した。</b>',
    ),
}  # fmt: skip
