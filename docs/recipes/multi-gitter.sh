#!/bin/sh
# Brings the newest groundplan into each repo of an organisation:
#
#   multi-gitter run ./multi-gitter.sh --org ORG --branch groundplan-update --commit-message "Update groundplan"
#
# multi-gitter clones a repo, runs this in it, and opens a pull request for what changed. A status other
# than 0 makes it report the repo and leave it alone: that is what a conflict does here.
set -eu
[ -f .copier-answers.groundplan.yml ] || exit 0
sh .groundplan/run sync --defaults
sh .groundplan/run adopt
