"""How the web server runs: the same file for `make run` and for the production image."""

import os

bind = os.environ.get("WEB_BIND", "0.0.0.0:8000")  # inside a container; only the proxy reaches it
workers = int(os.environ.get("WEB_CONCURRENCY", "3"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True  # the program is loaded once and shared; a broken one is told before any worker starts

timeout = 60
graceful_timeout = 20
keepalive = 75  # longer than the proxy keeps its connections, so that it never meets a closing one
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

limit_request_line = 8190  # long searches are cut by the program, which answers with its own page
limit_request_fields = 60
limit_request_field_size = 8190

accesslog = None  # paths may hold private links; the proxy logs without them
errorlog = "-"
loglevel = "warning"
