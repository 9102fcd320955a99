"""Facts to yes or no: the four tests of a dialogue, and whether it is time to meet. No database, no clock."""
