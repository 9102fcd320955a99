"""Every fact that a content file may name has its sentences, and none has sentences in vain."""

from planning import content
from planning.evidence.facts import SENTENCES


def test_every_known_fact_has_sentences():
    assert set(SENTENCES) == set(content.FACTS)


def test_every_fact_is_named_by_a_step_or_stands_ready_for_one():
    named = {
        key for phase in content.PHASES for step in content.guidance(phase).steps for key in step.found_by
    }
    assert named <= set(SENTENCES)
    assert len(named) >= 10
