"""What a page costs in `stet stream`: processor time a page, pages a second, and the most memory, with cleaning, check and edition.

    cargo build --release
    python3 tests/scale/measure.py target/release/stet 10000 [JOBS]

Lines are made while they are read, so that no file of them is needed. The processor time is that of stet alone, its start included.
"""

import json
import os
import subprocess
import sys
import threading
import time

import pages


def main():
    stet, count, jobs = sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "2"
    started = time.monotonic()
    child = subprocess.Popen([stet, "stream", "--jobs", jobs], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    size = [0]

    def feed():
        with child.stdin:
            for line in pages.lines(count):
                size[0] += len(line.encode())
                child.stdin.write(line.encode() + b"\n")

    feeder = threading.Thread(target=feed)
    feeder.start()
    answers = 0
    for answers, line in enumerate(child.stdout, 1):
        answer = json.loads(line)
        assert answer["id"] == answers - 1 and "edition" in answer and "queries" in answer, answer
    feeder.join()
    _, status, used = os.wait4(child.pid, 0)
    assert status == 0 and answers == count, (status, answers)
    seconds = time.monotonic() - started
    cpu = used.ru_utime + used.ru_stime
    print(f"{count} pages of {size[0] / count / 1000:.1f} kB: {1000 * cpu / count:.1f} ms of processor time a page, "
          f"{count / seconds:.0f} pages a second with {jobs} jobs, at most {used.ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
