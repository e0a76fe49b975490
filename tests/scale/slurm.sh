#!/bin/bash
#SBATCH --job-name=stet
#SBATCH --array=0-99
#SBATCH --cpus-per-task=4
#SBATCH --mem=2G
#SBATCH --requeue
#SBATCH --open-mode=append
# Stet as a Slurm array: each task answers one share of a file of lines. It has not been run on a cluster, only by hand, share by share, with
# the variables of Slurm set.
#
#   split --number=l/100 --numeric-suffixes=0 --suffix-length=3 lines.jsonl share-
#   sbatch tests/scale/slurm.sh /path/to/stet /path/to/folder/of/shares
#
# A share has its answers under their own name only when all of them are there, so that a task that was killed and is queued again leaves
# none half done and doubles none; a share that is done is passed over. Exit code 1 says that some lines have an `error`: that is kept as an
# answer. Paths in lines are seen from the folder of shares.
set -euo pipefail
stet=$1
cd "$2"
share=$(printf 'share-%03d' "$SLURM_ARRAY_TASK_ID")
if [ -e "$share.answers" ]; then exit 0; fi
code=0
"$stet" stream --jobs "${SLURM_CPUS_PER_TASK:-1}" < "$share" > "$share.partial" || code=$?
if [ "$code" -gt 1 ]; then exit "$code"; fi
mv "$share.partial" "$share.answers"
exit "$code"
