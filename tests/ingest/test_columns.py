import pytest

from dragoman.ingest import ReadOptions
from dragoman.ingest.columns import choose_columns, plain_value
from dragoman.ingest.refusal import RefusedInputError


@pytest.mark.parametrize(
    ("names", "text", "date", "publisher"),
    [
        (["id", "text", "date", "publisher"], "text", "date", "publisher"),
        (["Headline", "Body", "Publication Date", "Outlet"], "Body", "Publication Date", "Outlet"),
        (["sentence", "dct"], "sentence", "dct", None),
        (["title", "content", "publishedAt", "source"], "content", "publishedAt", "source"),
        (["article", "summary"], "article", None, None),
    ],
)
def test_usual_names_are_known(names: list[str], text: str, date: str | None, publisher: str | None) -> None:
    found = choose_columns(names, ReadOptions())
    assert (found.text, found.date, found.publisher) == (text, date, publisher)


def test_source_beside_target_is_an_actor() -> None:
    assert choose_columns(["sentence", "source", "target"], ReadOptions()).publisher is None


def test_what_a_person_names_goes_first_and_is_not_used_twice() -> None:
    found = choose_columns(["text", "body", "date"], ReadOptions(text_column="body", title_column="text"))
    assert (found.text, found.title, found.date) == ("body", "text", "date")
    assert found.used() == ["body", "text", "date"]


def test_a_named_column_that_is_missing_lists_those_there() -> None:
    with pytest.raises(RefusedInputError, match="no column 'txt'; it has: text, date"):
        choose_columns(["text", "date"], ReadOptions(text_column="txt"))


def test_without_a_text_column_there_is_no_corpus() -> None:
    with pytest.raises(RefusedInputError, match=r"a, b.*--text-column") as refusal:
        choose_columns(["a", "b"], ReadOptions())
    assert refusal.value.code == "no-text-column"


def test_optional_columns_may_be_missing_where_rows_differ() -> None:
    found = choose_columns(["text", "date"], ReadOptions(date_column="when"), required=("text",))
    assert found.date is None, "a named column is not replaced by a guess"


def test_values_that_name_things() -> None:
    assert plain_value({"id": None, "name": "Harbour Wire"}) == "Harbour Wire"
    assert plain_value("  Harbour\n Wire ") == "Harbour Wire"
    assert plain_value(17.0) == "17"
    assert [plain_value(v) for v in (None, "", float("nan"), True, [1], {})] == [None] * 6
