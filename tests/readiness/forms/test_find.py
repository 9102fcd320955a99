from readiness.forms.find import PlaceInRegister


def test_what_makes_no_sense_is_ignored():
    assert PlaceInRegister.read({"after": "7", "removed": "x", "before": "3"}) == {"after": 7}
    assert PlaceInRegister.read({"removed": "9"}) == {"removed": 9}
