#!/usr/bin/env bash
# Takes away each line of rules.tsv that keeps a rule, one at a time, and runs the tests that are said to notice.
# A rule whose tests still pass is not kept by any of them. Works on a clean tree and leaves it clean. About half a minute a rule.
#   tests/Brev.Sdk.Tests/Rules/try.sh            all of them
#   tests/Brev.Sdk.Tests/Rules/try.sh TEXT       those whose line in the table contains TEXT
#   FIRST=1 LAST=20 tests/Brev.Sdk.Tests/Rules/try.sh   a part of them
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
table=tests/Brev.Sdk.Tests/Rules/rules.tsv
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

if [ -n "$(git status --porcelain -- src)" ]; then
  echo 'Commit or stash the changes under src first: this script changes files there and takes them back from git.' >&2
  exit 2
fi

trap 'git checkout -q -- src' EXIT
dotnet build tests/Brev.Sdk.Tests -clp:ErrorsOnly -v:q || exit 2
output=$(ls -d tests/Brev.Sdk.Tests/bin/Debug/*/)
noticed=0
unnoticed=0
row=0
# Two tabs in a row would count as one for read: a line that is just taken away has nothing to take its place.
while IFS=$'\x1f' read -r rule file line instead tests; do
  row=$((row + 1))
  [ "$row" -ge "${FIRST:-1}" ] && [ "$row" -le "${LAST:-1000000}" ] || continue
  [[ -z "${1:-}" || "$rule $file $line $tests" == *"$1"* ]] || continue
  LINE=$line INSTEAD=$instead perl -0pi -e 's/\Q$ENV{LINE}\E/$ENV{INSTEAD}/' "src/Brev.Sdk/$file"
  filter=""
  for test in $tests; do filter="${filter:+$filter|}FullyQualifiedName~.$test"; done
  if git diff --quiet -- src; then
    verdict='NOT FOUND'
  elif ! dotnet build src/Brev.Sdk -f "$(basename "$output")" --no-restore --no-dependencies -clp:ErrorsOnly -v:q -p:RunAnalyzers=false >/tmp/rule-build.$$ 2>&1; then
    verdict="DOES NOT BUILD: $(grep -m1 -o 'error.*' /tmp/rule-build.$$ | cut -c1-160)"
  elif cp "src/Brev.Sdk/bin/Debug/$(basename "$output")/Brev.Sdk.dll" "$output" && timeout 300 dotnet test tests/Brev.Sdk.Tests --no-build --filter "$filter" >/tmp/rule-test.$$ 2>&1; then
    verdict='NOT NOTICED'
  else
    # Every test that the row names has to fail, not just one of them.
    verdict=noticed
    for test in $tests; do grep -q "Failed .*\.$test" /tmp/rule-test.$$ || verdict="NOT NOTICED by $test"; done
  fi
  rm -f /tmp/rule-build.$$ /tmp/rule-test.$$
  git checkout -q -- src
  [ "$verdict" = noticed ] && noticed=$((noticed + 1)) || unnoticed=$((unnoticed + 1))
  printf '%s\t%s\t%s\n' "$verdict" "$rule" "$line"
done < <(tail -n +2 "$table" | tr '\t' '\037')
echo "$noticed noticed, $unnoticed not"
[ "$unnoticed" -eq 0 ]
