"""One row of each kind, with everything it needs. A module for each room."""
