"""A wire to try things on: a folder of payloads played as HTTP feed, FTP, SFTP and IMAP servers on loopback.

For developers. The FTP and IMAP servers come with the development packages only.
"""

from pipeline.serve.play import Ports, play

__all__ = ["Ports", "play"]
