"""Reading and cleaning pages takes little memory, however many there are: workers run many such processes."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.clean import cleaner

STATUS = Path("/proc/self/status")
# Measured in MB: 81.0 of its own memory, a sixth of it sites' phrases, nothing more than after ten pages; runs differ
# by one, and a little is left for other systems and Pythons.
MOST, MOST_MORE = 82, 3
# With the files that are mapped 104.4, with those of the compiled cleaner 3 more; these differ by 5 MB with what else
# the system has just read.
MOST_WITH_FILES = 111
# getrusage tells the peak of the process which started this one, where that is larger.
READ = """
import random
from pathlib import Path
from pipeline.flow import cleaned

chance = random.Random(1)
words = "harbour bridge council Monday Linden Oslo ferry storm vote crane quay 1200 Hafen puente порт 港口".split()

def text(count):
    said = (chance.choice(words) + "x" * (chance.random() < 0.1) * chance.randint(1, 20) for _ in range(count))
    return " ".join(said).capitalize() + "."

def page(number):
    paragraphs = "".join(f"<p>{text(chance.randint(5, 90))}</p>" for _ in range(chance.randint(5, 60)))
    picture = f"<figure><img src='{number}.jpg'><figcaption>{text(12)} (Photo: Tom Reis/AP)</figcaption></figure>"
    links = "".join(f"<li><a href='/{each}'>{text(8)}</a></li>" for each in range(40))
    head = f"<head><title>{text(7)}</title><script>{'var x = 1;' * 2000}</script></head>"
    return f"<html>{head}<body><ul>{links}</ul><article><h1>{text(7)}</h1>{picture}{paragraphs}</article></body></html>"

def memory(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))

own = []
for number in range(150):
    assert cleaned(page(number).encode())[0].paragraphs
    own.append(memory("RssAnon"))
print(max(own[:10]), max(own), memory("VmHWM"))
"""


@pytest.mark.skipif(not STATUS.exists(), reason="the system does not tell a process its memory")
def test_pages_are_read_and_cleaned_in_little_memory() -> None:
    cleaner()  # Keeps what it read off the rules' patterns for all processes after the first, which takes 2 MB more.
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True, timeout=120)
    early, late, with_files = map(float, done.stdout.split())
    assert late <= MOST
    assert late - early <= MOST_MORE
    assert with_files <= MOST_WITH_FILES
