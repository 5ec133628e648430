import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.amounts import find_amounts

ONE = [
    ("相談件数は117件あった。", 117, "件", ()),
    ("延べ7.6万回であった", 76_000, "回", ("延べ",)),
    ("作成率については79.5%となった", 79.5, "%", ()),
    ("160,437,648枚(※)の紙資料を削減", 160_437_648, "枚", ()),
    ("約3割減った", 30, "%", ("約",)),
    ("3割5分を占める", 35, "%", ()),
    ("職員の三割が使った", 30, "%", ()),
    ("１人当たり月12.5時間の超過勤務", 12.5, "時間", ("1人当たり", "月")),
    ("２，３４５人が参加", 2_345, "人", ()),
    ("1億2千万円を投じた", 120_000_000, "円", ()),
    ("350千円", 350_000, "円", ()),
    ("12万3,456人", 123_456, "人", ()),
    ("前年比▲5.2%", -5.2, "%", ("前年比",)),
    ("前年度比で８．５％減", 8.5, "%", ("前年度比", "減")),
    ("3か月の講習", 3, "か月", ()),
    ("１ヶ月以上の休業", 1, "か月", ("以上",)),
    ("2年連続で達成", 2, "年", ("連続",)),
    ("年間16日以上の年次休暇", 16, "日", ("年間", "以上")),
    ("毎月1日以上の年次休暇", 1, "日", ("毎月", "以上")),
    ("19名であった", 19, "人", ()),
    ("全12課に広げた", 12, "課", ("全",)),
    ("３か所と契約", 3, "か所", ()),
    ("満足度が5ポイント上がった", 5, "ポイント", ()),
    ("3分の1に減らした", 33.333333, "%", ()),
    ("二千五百人が受けた", 2_500, "人", ()),
    ("重点的に取り組むべき22の改革項目の決定", 22, "改革項目", ()),
    ("45時間を超えて勤務", 45, "時間", ("を超え",)),
    ("月2回まで", 2, "回", ("月",)),
    ("RPAを11業務に広げた", 11, "業務", ()),
]  # fmt: skip
NONE = """
令和2年度から始めた|平成28年4月より|2018年8月に|R2.9月現在|27年度に導入した|毎月19日に配信する
令和3年1月12日|第2回の推進月間|20時までに退庁する|17時30分に消灯|Windows10を使う|1及び2と同じ
3歳未満の子|採用2年目の職員|1人当たり|職員一人ひとり|十分に周知した|36協定|5G回線|1on1を行う
9:30から|小学3年生|2-a-ア|1. 意識の改革|COVID-19|一部の課|数十件|課長補佐2級|3階の会議室
""".replace("\n", "|").split("|")


@pytest.mark.parametrize(("text", "value", "unit", "qualifiers"), ONE)
def test_an_amount_is_read_with_its_unit_and_what_qualifies_it(
    text, value, unit, qualifiers
):
    (found,) = find_amounts(text)
    assert (found.value, found.unit, found.qualifiers) == (value, unit, qualifiers)


@pytest.mark.parametrize("text", NONE)
def test_dates_ordinals_ages_and_names_are_no_amounts(text):
    assert find_amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("研修は4回、延べ378人の参加があった。", ["4回", "378人"]),
        (
            "620件のうち300件については支援を求め、282件に対応した",
            ["620件", "300件", "282件"],
        ),
        ("10～20件の相談", ["10", "20件"]),
        ("54名であり、女性は35%（19名）であった。", ["54名", "35%", "19名"]),
        ("年480時間を上限とし、400時間を超えた", ["480時間", "400時間"]),
    ],
)
def test_several_amounts_stand_in_the_order_of_the_text(text, expected):
    assert [one.text for one in find_amounts(text)] == expected


def test_the_first_of_a_range_has_the_unit_of_the_second():
    assert [(one.value, one.unit) for one in find_amounts("10～20名")] == [
        (10, "人"),
        (20, "人"),
    ]


SIGNS = "第約延べ0123456789,.０９％%万億割人名件年月日時回▲-~の分三十千、。 aR"


@given(st.text(alphabet=SIGNS, max_size=30))
def test_whatever_is_read_stands_in_the_text(text):
    end = 0
    for one in find_amounts(text):
        assert one.start >= end
        assert text[one.start : one.end] == one.text
        assert one.unit
        end = one.end
