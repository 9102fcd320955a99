"""Words of the dialogues room that practitioners keep: YAML files beside this one, one module each reads its own."""
