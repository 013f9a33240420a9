"""A story folder is read whole, or refused with all that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.story import BUNDLED, StoryError, amend, load_story, read_story
from tests.stories import CHAPTERS, CLAIMS, FEATURES, STORY, in_one_language, write_story

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Story


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(StoryError) as caught:
        load_story(folder)
    return [str(problem) for problem in caught.value.problems]


def test_bundled_story_is_the_default() -> None:
    assert load_story() == load_story(BUNDLED)


def test_small_story_loads(tmp_path: Path) -> None:
    story = load_story(write_story(tmp_path))
    assert story.feature["lima"].claims == ("P01.1",)
    assert story.claim["X01"].sources[0].publisher == "Other"


def test_chapters_are_optional(tmp_path: Path) -> None:
    assert load_story(write_story(tmp_path, chapters=None)).chapters == ()


def test_missing_files_are_named(tmp_path: Path) -> None:
    found = problems_of(tmp_path)
    why = "is missing; a story needs it (what cannot be read cannot be checked)"
    assert found == [f"{name}.toml: file: {why}" for name in ("story", "claims", "features")]


def test_every_problem_is_listed_at_once(tmp_path: Path) -> None:
    folder = write_story(
        tmp_path,
        story=STORY.replace('published = "2020-02-02"', 'published = "2020-02-32"'),
        claims=CLAIMS.replace('says.es = "Algo pasó en la capital."\n', "")
        + 'later.en = "Later."\nlater.es = "Luego."\n',
        features=FEATURES.replace('precision = "place"', 'precision = "exact"'),
    )
    found = "\n".join(problems_of(folder))
    assert "story.toml: story: article.published" in found
    assert "claims.toml: P01.1: says.es: is missing; say it in Spanish too" in found
    assert "features.toml: lima: precision" in found
    assert "claims.toml: X01: what came later needs" in found


def test_what_refers_to_a_broken_block_is_not_blamed(tmp_path: Path) -> None:
    folder = write_story(tmp_path, claims=CLAIMS.replace('voice = "article"', 'voice = "rumour"'))
    found = problems_of(folder)
    assert len(found) == 1
    assert found[0].startswith("claims.toml: P01.1: voice")


def test_a_malformed_head_blames_nothing_but_itself(tmp_path: Path) -> None:
    head = "".join(
        line for line in STORY.splitlines(keepends=True) if not line.startswith("authors")
    )
    (found,) = problems_of(write_story(tmp_path, story=head))
    assert found.startswith("story.toml: story: authors: is missing; add it (")


def test_numbers_of_a_broken_block_are_not_missed(tmp_path: Path) -> None:
    claims = CLAIMS.replace("Something", "In 2001 something").replace("Algo", "En 2001 algo")
    claims = claims.replace('voice = "article"', 'voice = "rumour"')
    chapters = CHAPTERS.replace("It begins.", "2001.").replace("Comienza.", "2001.")
    assert len(problems_of(write_story(tmp_path, claims=claims, chapters=chapters))) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "claims",
            'says.es = "Algo pasó en la capital."\n',
            "",
            "P01.1: says.es: is missing; say it in Spanish too (each language tells the whole",
        ),
        (
            "claims",
            'says.en = "Something happened in the capital."',
            'says.en = ""',
            "P01.1: says.en: is empty; write it out (each language tells the whole story)",
        ),
        (
            "features",
            'name.en = "Lima"\nname.es = "Lima"',
            'name = "Lima"',
            "lima: name: is 'Lima'; write each language, as name.en = ... and name.es = ... (",
        ),
        (
            "claims",
            "https://example.org/other",
            "www.example.org",
            "X01: sources.0.address: is 'www.example.org'; write an address that begins with http",
        ),
        (
            "claims",
            '"article"',
            '"rumour"',
            "P01.1: voice: is 'rumour'; write 'article', 'quoted', 'official', 'context' or",
        ),
        (
            "claims",
            "paragraph = 1",
            'paragraph = "one"',
            "P01.1: paragraph: is 'one'; write a whole number (each claim leads to",
        ),
        (
            "claims",
            "paragraph = 1",
            "paragraph = 0",
            "P01.1: paragraph: is 0; write 1 or more (each claim leads to",
        ),
        (
            "claims",
            'quote = "it happened here"',
            "quote = 3",
            "P01.1: quote: is 3; write it as",
        ),
        (
            "claims",
            'quote = "it happened here"',
            'anchor = "9:abc"',
            "P01.1: anchor: is '9:abc'; write what 'dateline anchor' prints (each claim leads",
        ),
        (
            "claims",
            'quote = "it',
            'cite = "it',
            "P01.1: cite: is no name that belongs here; mend it or leave it out (",
        ),
        ("claims", '"X01"', '"one"', "one: id: is 'one'; write an id such as P19.4, X23 or D4 ("),
        (
            "claims",
            'voice = "context"',
            'voice = "context"\nrests_on = "P01.1"',
            "X01: rests_on: is 'P01.1'; write a list, in square brackets (nothing rests on",
        ),
        (
            "claims",
            'voice = "context"',
            'voice = "context"\nwhen = "last week"',
            "X01: when: 'last week' is no EDTF date; write 2015, 2015-08, 2015-08-22 or a/b (",
        ),
        (
            "claims",
            'voice = "context"',
            'voice = "context"\nfigures = [{ value = "ten", unit.en = "t", unit.es = "t" }]',
            "X01: figures.0.value: is 'ten'; write a number (a figure is no firmer",
        ),
        (
            "features",
            '"place", city',
            '"blob", city',
            "lima: shape: is of the kind 'blob'; write kind = one of 'circle', 'corridor',",
        ),
        ("features", 'kind = "place", ', "", "lima: shape: is of no kind; add kind = ... (a shape"),
        (
            "features",
            'city = "Lima", country = "PER"',
            'position = [200, -12], source = "X01"',
            "lima: shape.place.position.0: is 200; write 180 or less (a shape is never finer",
        ),
        (
            "features",
            'country = "PER"',
            'country = "Peru"',
            "lima: shape.place.country: is 'Peru'; write three capitals, as ISO 3166-1 has them",
        ),
        (
            "features",
            '["P01.1"]',
            "[]",
            "lima: claims: is empty or too short; it needs 1",
        ),
        (
            "features",
            'precision = "place"',
            'precision = "place"\nshown = "maybe"',
            "lima: shown: is 'maybe'; write true or false (what cannot be read cannot be checked)",
        ),
        (
            "chapters",
            '"one"',
            '"One"',
            "One: id: is 'One'; write small letters, digits and hyphens",
        ),
        ("story", '"%s"' % ("0" * 64), '"x"', "story: article.sha256: is 'x'; write 64 digits"),
    ],
)
def test_malformed_blocks_are_told_with_a_mend_and_a_reason(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    folder = write_story(tmp_path)
    text = (folder / f"{file}.toml").read_text("utf-8")
    assert old in text
    (folder / f"{file}.toml").write_text(text.replace(old, new, 1), "utf-8")
    (found,) = problems_of(folder)
    assert found.startswith(f"{file}.toml: {expected}")
    assert found.endswith(")")


@pytest.mark.parametrize("file", ["story", "claims", "features", "chapters"])
def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path, file: str) -> None:
    folder = write_story(tmp_path)
    with (folder / f"{file}.toml").open("a") as text:
        text.write('\nid = "unclosed\n')
    (found,) = problems_of(folder)
    assert found.startswith(f"{file}.toml: file: is no TOML")


@pytest.mark.parametrize(
    ("file", "broken"), [("story", "claims"), ("claims", "features"), ("features", "claims")]
)
def test_what_can_be_read_is_judged_without_the_rest(
    tmp_path: Path, file: str, broken: str
) -> None:
    folder = write_story(
        tmp_path,
        claims=CLAIMS.replace("the capital", "the lawless capital"),
        features=FEATURES.replace('name.en = "Lima"', 'name.en = "Lawless"'),
    )
    (folder / f"{file}.toml").write_text("id = ", "utf-8")
    found = problems_of(folder)
    assert any(line.startswith(f"{broken}.toml:") and "loaded word" in line for line in found)
    assert not any("names the" in line for line in found)


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("story.toml", "id = ", "story.toml: file: is no TOML"),
        ("claims.toml", "[claim]\nid = 'P1'\n", "claims.toml: file: has one block in single"),
        ("features.toml", "[[features]]\n", "features.toml: features: is no block of this file"),
        ("claims.toml", "claim = [1]\n", "claims.toml: 1: "),
    ],
)
def test_malformed_files_are_named(tmp_path: Path, file: str, text: str, expected: str) -> None:
    folder = write_story(tmp_path)
    (folder / file).write_text(text, "utf-8")
    assert any(problem.startswith(expected) for problem in problems_of(folder))


def test_error_counts_and_names_the_folder(tmp_path: Path) -> None:
    folder = write_story(tmp_path, claims=CLAIMS.replace('quote = "it happened here"', "quote = 3"))
    with pytest.raises(StoryError, match="1 problem\n") as caught:
        load_story(folder)
    assert str(caught.value).startswith(str(folder))


def test_a_story_in_one_language_says_it_plainly(tmp_path: Path) -> None:
    story = load_story(write_story(tmp_path, **in_one_language()))
    assert story.languages == ("en",)
    assert dict(story.title.items()) == {"en": "A small story"}
    assert story.claim["P01.1"].says["en"] == "Something happened in the capital."
    amended = amend(story, claims=[{"id": "X01", "says": "Others confirm it too."}])
    assert dict(amended.claim["X01"].says.items()) == {"en": "Others confirm it too."}


def test_a_story_that_breaks_rules_is_a_value(tmp_path: Path) -> None:
    claims = CLAIMS.replace('says.es = "Algo pasó en la capital."\n', "")
    story, problems = read_story(write_story(tmp_path, claims=claims))
    assert story is not None
    assert dict(story.claim["P01.1"].says.items()) == {"en": "Something happened in the capital."}
    assert [problem.item for problem in problems] == ["P01.1"]


def test_a_malformed_story_is_none(tmp_path: Path) -> None:
    story, problems = read_story(write_story(tmp_path, claims=CLAIMS.replace("article", "rumour")))
    assert story is None
    assert len(problems) == 1


def test_amended_story_has_what_is_new_and_keeps_the_rest(story: Story) -> None:
    says = {"en": "Others confirm it.", "es": "Otros lo confirman."}
    sources = [{"address": "https://example.org/other", "publisher": "Other"}]
    amended = amend(
        story,
        claims=[{"id": "X99", "voice": "context", "says": says, "sources": sources}],
        features=[{"id": "lima", "claims": ["X99"]}],
        chapters=[{"id": "valley", "figure": None}],
    )
    assert amended.claim["X99"].says["es"] == "Otros lo confirman."
    assert amended.feature["lima"].claims == ("X99",)
    assert amended.feature["lima"].shape == story.feature["lima"].shape
    assert amended.chapter["valley"].text == story.chapter["valley"].text
    assert amended.claims[:-1] == story.claims
    assert "X99" not in story.claim
    # Nothing is copied that need not be.
    assert amended.claims[0] is story.claims[0]


def test_amending_nothing_gives_the_same_story(story: Story) -> None:
    assert amend(story) == story


def test_amending_changes_one_key_of_a_table(story: Story) -> None:
    amended = amend(story, features=[{"id": "vrae", "shape": {"half_width_km": 30}}])
    was, now = story.feature["vrae"].shape, amended.feature["vrae"].shape
    assert now.model_dump() == {**was.model_dump(), "half_width_km": 30.0}


def test_what_breaks_a_rule_is_not_amended_and_all_of_it_is_named(story: Story) -> None:
    with pytest.raises(StoryError) as caught:
        amend(
            story,
            claims=[{"id": "X99"}, {"voice": "context"}],
            features=[
                {"id": "corridor", "claims": ["P02.4", "P18.5"]},
                {"id": "vrae", "shape": {"half_width_km": -1}},
            ],
        )
    message = str(caught.value)
    assert message.startswith("vrae: ")
    assert "claims.toml: X99: voice: is missing; add it (voices stay apart)" in message
    # Counted as if it stood at the end of its file.
    assert f"claims.toml: block {len(story.claims) + 2}: id: is missing" in message
    assert "features.toml: corridor: joins P02.4 and P18.5" in message
    assert "features.toml: vrae: shape.valley.half_width_km: " in message


def test_a_story_and_its_parts_say_in_one_line_what_they_are(story: Story) -> None:
    for part in (story, story.claim["P19.4"], story.feature["vrae"]):
        assert "\n" not in repr(part)
        assert len(repr(part)) < 250
    assert repr(story).startswith(f"<Story vrae: {story.title['en']}; claims ")
    assert str(story) == repr(story)
    assert repr(story.claim["P19.4"]).startswith("<Claim P19.4, article, paragraph 19: Dozens ")
    assert repr(story.feature["rio"]) == "<Feature rio, place: Rio de Janeiro, place>"


def test_a_notebook_shows_a_story_as_a_table_and_its_text_as_text(
    story: Story, hostile: Story
) -> None:
    table = story._repr_html_()
    for said in story.summary().values():
        assert said in table.replace("&amp;", "&")
    assert "<script" not in hostile._repr_html_()
    assert "<img" not in hostile._repr_html_()
