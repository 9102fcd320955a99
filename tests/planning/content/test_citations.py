"""Sources: everything named is listed, everything listed is named, and nobody is given our words."""

from planning import content
from planning.content.citations import sources_of


def every_basis() -> list[tuple[str, tuple[content.Basis, ...]]]:
    guides = [content.guidance(phase) for phase in content.PHASES]
    parts = [(guide.phase, guide.basis) for guide in guides]
    parts += [(step.key, step.basis) for guide in guides for step in guide.steps]
    return parts + [(chosen.key, chosen.basis) for chosen in content.formats()]


def test_every_listed_source_is_named_somewhere() -> None:
    named = {source.key for _, basis in every_basis() for source in sources_of(basis)}
    assert named == {source.key for source in content.sources()}


def test_only_the_accounts_of_the_guidance_carry_its_tag() -> None:
    for where, basis in every_basis():
        for part in basis:
            kinds = {source.kind for source in part.sources}
            assert (part.tag.key == "G") == ("guidance" in kinds), where
            assert part.tag.key != "G" or kinds == {"guidance"}, where


def test_each_tag_says_what_it_means() -> None:
    assert [tag.key for tag in content.tags()] == ["G", "C", "I"]
    meanings = {tag.key: tag.meaning for tag in content.tags()}
    assert "May 2024" in meanings["G"]
    assert "not part of the federal guidance" in meanings["C"]
    assert "No government office" in meanings["I"]


def test_no_page_is_listed_twice() -> None:
    addresses = [source.url for source in content.sources() if source.url]
    assert len(addresses) == len(set(addresses))


def test_one_source_is_found_by_its_key() -> None:
    assert content.source("ncl").publisher == "National Civic Review"
