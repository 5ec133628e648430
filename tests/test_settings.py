"""Settings come from TORIKUMI_* and refuse what cannot be."""

from pathlib import Path

import pytest

from corpus.errors import InvalidSettingError
from corpus.limits import Limits
from service.settings import Settings, default_home


def test_without_an_environment_the_defaults_count():
    settings = Settings.from_environment({})
    assert (settings.home, settings.port) == (default_home(), 8000)
    assert settings.database == default_home() / "torikumi.db"


def test_the_environment_is_read_in_the_wanted_kinds():
    settings = Settings.from_environment(
        {"TORIKUMI_HOME": "/x", "TORIKUMI_PORT": "81", "TORIKUMI_LANGUAGE": "en"}
    )
    assert settings == Settings(home=Path("/x"), port=81, language="en")


def test_a_tilde_is_the_home_of_the_user():
    assert Settings.from_environment({"TORIKUMI_HOME": "~/x"}).home == Path.home() / "x"
    unknown = Settings.from_environment({"TORIKUMI_HOME": "~no-such-user/x"})
    assert unknown.home == Path("~no-such-user/x").absolute()


def test_a_home_named_from_where_one_stands_stays_that_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    settings = Settings(home=Path("home"))
    monkeypatch.chdir("/")
    assert settings.home == tmp_path / "home"


def test_what_is_given_counts_before_the_environment():
    environment = {"TORIKUMI_PORT": "81", "TORIKUMI_HOST": "::"}
    settings = Settings.from_environment(environment, port=82, host=None)
    assert (settings.port, settings.host) == (82, "::")


def test_an_empty_value_is_none():
    assert Settings.from_environment({"TORIKUMI_PORT": ""}).port == 8000


def test_a_database_url_counts_before_the_home():
    settings = Settings(home=Path("/x"), database_url="postgresql+psycopg://h/d")
    assert settings.database == "postgresql+psycopg://h/d"


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("TORIKUMI_PORT", "八千", "整数"),
        ("TORIKUMI_PORT", "0", "1〜65535の整数"),
        ("TORIKUMI_PORT", "65536", "1〜65535の整数"),
        ("TORIKUMI_LANGUAGE", "fr", "ja か en"),
        ("TORIKUMI_N_THREADS", "0", "1以上の整数"),
        ("TORIKUMI_MAX_TEXTS", "1.5", "整数"),
    ],
)
def test_a_bad_value_is_refused_with_key_value_and_what_is_wanted(key, value, wanted):
    with pytest.raises(InvalidSettingError, match=f"{key}.*「{value}」.*{wanted}"):
        Settings.from_environment({key: value})


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8000", "https://取組.example.jp/torikumi/", "http://[::1]:80/"],
)
def test_the_root_of_a_server_is_an_address(address):
    settings = Settings.from_environment({"TORIKUMI_ADDRESS": address})
    assert settings.address == address


@pytest.mark.parametrize(
    "value",
    ["example.jp", "ftp://example.jp/", "http://", "https://a.jp/?q=1",
     "http://a.jp/#x", "http://me:secret@a.jp/", "http://a.jp:99999/",
     "javascript:alert(1)", "http://a b"],
)  # fmt: skip
def test_what_is_no_root_of_a_server_is_refused(value):
    with pytest.raises(InvalidSettingError, match=r"TORIKUMI_ADDRESS.*http か https"):
        Settings.from_environment({"TORIKUMI_ADDRESS": value})


def test_each_limit_of_reading_is_a_setting_of_its_own():
    settings = Settings.from_environment({"TORIKUMI_MAX_ROWS": "7"})
    assert settings.limits == Limits(max_rows=7)


@pytest.mark.parametrize("value", ["0", "many"])
def test_a_limit_that_is_no_limit_is_refused(value):
    with pytest.raises(InvalidSettingError, match=f"TORIKUMI_MAX_PAGES.*「{value}」"):
        Settings.from_environment({"TORIKUMI_MAX_PAGES": value})
