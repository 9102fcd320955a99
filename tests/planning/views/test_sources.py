"""Where the words come from, for anyone who asks."""

import pytest
from django.test import Client

from planning import content
from planning.summaries.sources import KINDS, Bibliography


def test_every_source_stands_on_the_page_once() -> None:
    page = Bibliography.of_content()
    cited = [one.source for _title, rows in page.groups for one in rows]
    assert sorted(source.key for source in cited) == sorted(source.key for source in content.sources())
    assert {source.kind for source in cited} <= set(KINDS)
    assert all(one.uses for _title, rows in page.groups for one in rows)


@pytest.mark.django_db
def test_anyone_may_read_it(client: Client) -> None:
    words = client.get("/sources/").content.decode()
    assert "Practice support, not legal advice" in words
    assert all(f'href="{source.url}"'.replace("&", "&amp;") in words for source in content.sources())
    assert client.post("/sources/").status_code == 405
