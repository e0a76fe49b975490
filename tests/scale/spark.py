"""Stet on Apache Spark: pages through `rdd.pipe`, with a worker that is killed on the way.

    apt-get install openjdk-17-jre-headless && pip install pyspark
    python3 tests/scale/spark.py target/release/stet 1000 [SECONDS]

It runs `stet stream` by itself over all pages, then the same pages on two local workers. One stet is killed with SIGKILL after SECONDS (by
default 2), in the middle of its share; Spark runs that share again. It fails unless exactly one was killed, and the answers of both runs
are the same, none lost and none twice. There must be pages enough that a share takes longer than SECONDS.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

from pyspark import SparkConf, SparkContext

import pages

SHARES = 4


def by_id(answers):
    """Answers by their `id`; each must be there once."""
    known = {}
    for answer in answers:
        number = json.loads(answer)["id"]
        assert number not in known, f"page {number} was answered twice"
        known[number] = answer
    return known


def main():
    stet, count = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    seconds = sys.argv[3] if len(sys.argv) > 3 else "2"
    lines = list(pages.lines(count))
    started = time.monotonic()
    plain = subprocess.run([stet, "stream", "--jobs", "2"], input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=True)
    alone = time.monotonic() - started
    expected = by_id(plain.stdout.decode().splitlines())

    folder = tempfile.mkdtemp(prefix="stet-spark-")
    # mkdir succeeds for one worker alone: this is the one whose stet is killed. Each start and each kill is noted.
    command = (f"sh -c 'echo start >> {folder}/starts; if mkdir {folder}/first 2> {folder}/others; then "
               f"timeout -s KILL {seconds} {stet} stream --jobs 1; code=$?; echo $code >> {folder}/killed; exit $code; fi; "
               f"exec {stet} stream --jobs 1'")
    # A local master runs nothing again unless it is told how often a task may fail.
    conf = SparkConf().setMaster("local[2,3]").setAppName("stet").set("spark.ui.enabled", "false").set("spark.driver.memory", "1g")
    context = SparkContext(conf=conf)
    context.setLogLevel("OFF")
    try:
        started = time.monotonic()
        # Without checkCode a killed program would look like one that had come to its end, and its pages would be lost.
        answers = context.parallelize(lines, SHARES).pipe(command, checkCode=True).collect()
        spark = time.monotonic() - started
    finally:
        context.stop()

    with open(f"{folder}/starts") as starts, open(f"{folder}/killed") as killed:
        started_times, codes = len(starts.readlines()), killed.read().split()
    assert codes == ["137"], f"no stet was killed in the middle of its share: {codes}; give more pages"
    assert started_times == SHARES + 1, f"{started_times} starts for {SHARES} shares"
    assert by_id(answers) == expected and len(expected) == count
    print(f"{count} pages: the same answers; {SHARES} shares, one killed and run again; "
          f"{alone:.1f} s by one stet with two jobs, {spark:.1f} s on Spark local[2]")


if __name__ == "__main__":
    main()
