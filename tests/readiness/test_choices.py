from dialogues.choices import Category
from readiness.choices import CATEGORY_GROUPS, MAP_CATEGORIES


def test_every_category_stands_in_one_group():
    grouped = [category for _label, categories in CATEGORY_GROUPS for category in categories]
    assert sorted(grouped) == sorted(MAP_CATEGORIES)
    assert set(Category) - set(MAP_CATEGORIES) == {Category.NOT_SAID}
