#!/usr/bin/env bash
# Takes away each line of rules.tsv that keeps a rule, one at a time, and runs the tests that are said to notice.
# A rule whose tests still pass is not kept by any of them. Works on a clean tree and leaves it clean. About half a minute a rule.
#   tests/Brev.Sdk.Tests/Rules/try.sh            all of them
#   tests/Brev.Sdk.Tests/Rules/try.sh TEXT       those whose line in the table contains TEXT
#   FIRST=1 LAST=20 tests/Brev.Sdk.Tests/Rules/try.sh   a part of them
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
table=tests/Brev.Sdk.Tests/Rules/rules.tsv
projects=(tests/Brev.Sdk.Tests tests/Brev.Sdk.ProcessTests)
framework=net10.0
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

if [ -n "$(git status --porcelain -- src)" ]; then
  echo 'Commit or stash the changes under src first: this script changes files there and takes them back from git.' >&2
  exit 2
fi

scratch=$(mktemp -d)
trap 'git checkout -q -- src; rm -rf "$scratch"' EXIT
for project in "${projects[@]}"; do
  dotnet build "$project" -clp:ErrorsOnly -v:q || exit 2
done

# The projects in which the classes of these tests stand.
projects_of() {
  for test in "$@"; do
    grep -rlE --include="${test%%.*}.cs" "class ${test%%.*}\b" "${projects[@]}" | cut -d/ -f1-2
  done | sort -u
}

# Runs the tests with the broken assembly, and keeps what they print; fails when one of them does not fail.
all_fail() {
  local filter='' test project
  for test in "$@"; do filter="${filter:+$filter|}FullyQualifiedName~.$test"; done
  : >"$scratch/tests"
  for project in $(projects_of "$@"); do
    cp "src/Brev.Sdk/bin/Debug/$framework/Brev.Sdk.dll" "$project/bin/Debug/$framework/"
    timeout 300 dotnet test "$project" --no-build --filter "$filter" >>"$scratch/tests" 2>&1
  done
  for test in "$@"; do grep -q "Failed .*\.$test" "$scratch/tests" || { echo "$test"; return 1; }; done
}

noticed=0
unnoticed=0
row=0
# Two tabs in a row would count as one for read: a line that is just taken away has nothing to take its place.
while IFS=$'\x1f' read -r rule file line instead tests; do
  row=$((row + 1))
  [ "$row" -ge "${FIRST:-1}" ] && [ "$row" -le "${LAST:-1000000}" ] || continue
  [[ -z "${1:-}" || "$rule $file $line $tests" == *"$1"* ]] || continue
  LINE=$line INSTEAD=$instead perl -0pi -e 's/\Q$ENV{LINE}\E/$ENV{INSTEAD}/' "src/Brev.Sdk/$file"
  if git diff --quiet -- src; then
    verdict='NOT FOUND'
  elif ! dotnet build src/Brev.Sdk -f "$framework" --no-restore --no-dependencies -clp:ErrorsOnly -v:q -p:RunAnalyzers=false >"$scratch/build" 2>&1; then
    verdict="DOES NOT BUILD: $(grep -m1 -o 'error.*' "$scratch/build" | cut -c1-160)"
  elif silent=$(all_fail $tests); then
    verdict=noticed
  else
    verdict="NOT NOTICED by $silent"
  fi
  git checkout -q -- src
  [ "$verdict" = noticed ] && noticed=$((noticed + 1)) || unnoticed=$((unnoticed + 1))
  printf '%s\t%s\t%s\n' "$verdict" "$rule" "$line"
done < <(tail -n +2 "$table" | tr '\t' '\037')
echo "$noticed noticed, $unnoticed not"
[ "$unnoticed" -eq 0 ]
