"""One test for a whole family: what holds for one address, model, service or template holds for all."""
