"""Finding a case. What makes no sense is ignored: a list has no errors."""

from django import forms

from casestudies.querysets import FACETS, Wanted
from casestudies.summaries.library import known_choices
from dialogues.forms.dialogues import MAX_KEY

LONGEST_SEARCH = 100


class FindCasesForm(forms.Form):
    """Words, one choice of each filter, and the place in the list."""

    q = forms.CharField(required=False)
    after = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False)

    def wanted(self) -> Wanted:
        """What was asked, without what no filter knows; endless words are cut."""
        self.is_valid()
        chosen = {name: self.data.get(name, "") for name in FACETS}
        known = {
            name: value
            for name, value in chosen.items()
            if value and value in {key for key, _label in known_choices(name)}
        }
        return Wanted(words=(self.cleaned_data.get("q") or "")[:LONGEST_SEARCH].strip(), **known)
