# `test`: everything that can go wrong, in one run whose last line is its result.

passed=0
failed=0
skipped=0
unsteady=()

# So many tests of a project, at most, get a second run. More at once is no accident.
most_unsteady=3

# One run at a time per checkout: two would build into the same directories.
lock_checkout() {
  mkdir -p "$root/.portal"
  exec 9>"$root/.portal/test.lock"
  flock -n 9 || fail "Another ./portal test or bench is running in this checkout."
}

end_tests() {
  trap '' INT TERM
  delete_state
}

# The result is the last line of standard output, after everything has been stopped.
report() {
  end_tests
  trap - EXIT
  if ((passed + failed == 0)); then failed=1; fi
  if ((${#unsteady[@]} > 0)); then note "Failed once, passed when run again: ${unsteady[*]}"; fi
  printf '%s passed, %s failed' "$passed" "$failed"
  if ((skipped > 0)); then printf ', %s skipped' "$skipped"; fi
  printf '\n'
  ((failed == 0)) || exit 1
  exit 0
}

# A run that could not even begin its tests counts as one failure.
report_broken() {
  passed=0 failed=1 skipped=0
  report
}

# filter_options [FILTER…] prints, one a line, the options of xunit v3. A plain word is part of a test's full name.
filter_options() {
  case "${1:-}" in
    "") ;;
    -*) printf '%s\n' "$@" ;;
    /*) printf '%s\n' -filter "$1" ;;
    *) printf '%s\n' -method "*$1*" ;;
  esac
}

# count RESULTS NAME prints a total from the first <assembly …> element of a result file, e.g. passed="12".
count() {
  grep -o -m 1 '<assembly [^>]*>' "$1" | sed -n "s/.* $2=\"\([0-9]*\)\".*/\1/p"
}

# failed_methods RESULTS prints the full name of each test method that failed, once.
failed_methods() {
  grep -o '<test [^>]*result="Fail"[^>]*>' "$1" | sed 's/.* type="\([^"]*\)" method="\([^"]*\)".*/\1.\2/' | sort -u
}

# run_program PROJECT RESULTS OPTIONS… runs a test program; its results are missing when it died.
run_program() {
  local project="$1" results="$2"
  local -a colour=()
  [[ -t 1 ]] || colour=(-noColor)
  shift 2
  rm -f "$results"
  dotnet "$root/$project/bin/$configuration/net10.0/$project.dll" -noLogo "${colour[@]}" -xml "$results" "$@" 9>&-
}

# run_again PROJECT RESULTS says whether the few tests that failed pass by themselves. Two that share a busy machine may
# outwait each other; what fails twice is broken. Those that passed are named at the end of the run.
run_again() {
  local project="$1" again="$root/.portal/results/$1.again.xml"
  local -a methods=() options=()
  mapfile -t methods < <(failed_methods "$2")
  ((${#methods[@]} > 0 && ${#methods[@]} <= most_unsteady)) || return 1
  for method in "${methods[@]}"; do options+=(-method "$method"); done
  say "Running again: ${methods[*]}"
  run_program "$project" "$again" "${options[@]}" || return 1
  [[ -s "$again" ]] && (($(count "$again" total) > 0)) || return 1
  unsteady+=("${methods[@]}")
}

# run_tests PROJECT OPTIONS… adds the project's totals. A program that dies without results is a failure too.
run_tests() {
  local project="$1" results="$root/.portal/results/$1.xml" status=0
  shift
  mkdir -p "$(dirname "$results")"
  say "Running $project"
  run_program "$project" "$results" "$@" || status=$?
  if [[ ! -s "$results" ]]; then
    note "$project ended without results."
    failed=$((failed + 1))
    return
  fi
  local ran=$(($(count "$results" passed))) failures=$(($(count "$results" failed)))
  local errors=$(($(count "$results" errors)))
  if ((failures > 0 && errors == 0)) && run_again "$project" "$results"; then
    ran=$((ran + failures)) failures=0
  elif ((status != 0 && failures + errors == 0 && $(count "$results" total) > 0)); then
    failures=1
  fi
  passed=$((passed + ran))
  failed=$((failed + failures + errors))
  skipped=$((skipped + $(count "$results" skipped)))
}

check_format() {
  say "Checking the format"
  if ! (cd "$root" && quietly "$logs/tools.log" dotnet tool restore && quietly "$logs/format.log" dotnet csharpier check .); then
    note "Run: dotnet csharpier format ."
    failed=$((failed + 1))
  fi
}

portal_test() {
  local -a options=()
  lock_checkout
  use_state test
  trap report_broken EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  require_dotnet
  delete_state
  make_state
  mapfile -t options < <(filter_options "$@")
  restore_solution || report_broken
  build "$root/Portal.sln" || report_broken
  check_format
  require_browser
  find_test_servers
  run_tests Portal.Tests "${options[@]}"
  run_tests Portal.E2E -trait- measure=browser "${options[@]}"
  report
}
