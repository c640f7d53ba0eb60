"""Health probe of the image: exits with 0 when /sante/ answers 200. The image has neither curl nor wget."""

import http.client
import os
import sys


def main() -> int:
    """Ask our own site, under a host name that Django accepts."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".") or "localhost"
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("SONDE_PORT", "8000")), timeout=8)
    try:
        connection.request("GET", "/sante/", headers={"Host": "localhost" if host == "*" else host})
        return 0 if connection.getresponse().status == http.client.OK else 1
    except OSError:
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
