"""People's paths in a real Chromium, on a real server."""
