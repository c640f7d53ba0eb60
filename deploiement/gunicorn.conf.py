"""How gunicorn serves SAMBA, on a person's machine (script/server) as in the container image."""

import os

bind = os.environ.get("WEB_BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
# Load the application once, then fork: faster to start, and the memory is shared.
preload_app = True
# Heartbeats on a disk may block a worker: keep them in memory.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
# A long PDF or export stays under this; a stuck worker is replaced.
timeout = 60
graceful_timeout = 15
# Leaked memory never lasts: workers are renewed, not all at the same time.
max_requests = 2000
max_requests_jitter = 200
# The address people see comes from the proxy's headers only when the settings say so (DERRIERE_UN_PROXY).
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = os.environ.get("WEB_JOURNAL_ACCES") or None
errorlog = "-"
