import pytest

from dragoman.ingest import ReadOptions
from dragoman.model import SettingsError


def test_a_date_is_kept_as_iso() -> None:
    assert ReadOptions(date="16 September 2022").date == "2022-09-16"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"date": "2022-02-30"}, "not in the calendar"),
        ({"encoding": "klingon-8"}, "no encoding"),
        ({"format": "docx"}, "no input format"),
        ({"id": " "}, "id is empty"),
    ],
)
def test_senseless_options_are_refused(given: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        ReadOptions(**given)


def test_options_for_one_document_are_told() -> None:
    assert ReadOptions(id="a", url="https://example.org", publisher="Harbour Wire").for_one_document() == ("id", "url")
