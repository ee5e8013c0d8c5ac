# Building. One configuration for everything, so that tests judge what `up` runs.

configuration=Release

# Build servers that outlive the command would keep a pipeline waiting.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

restore_solution() {
  say "Restoring packages"
  quietly "$logs/restore.log" dotnet restore "$root/Portal.sln" --locked-mode
}

# build TARGET builds a project or the solution, whose packages are restored.
build() {
  say "Building ($configuration)"
  quietly "$logs/build.log" dotnet build "$1" --no-restore -c "$configuration" -v quiet -clp:ErrorsOnly
}

# The programs run from a published copy, so that building or testing beside them disturbs nothing.
publish_programs() {
  local program
  restore_solution || fail "The packages could not be restored."
  say "Building ($configuration)"
  for program in Portal Portal.Jobs; do
    quietly "$logs/build.log" dotnet publish "$root/$program" --no-restore -c "$configuration" \
      -o "$state/app/$program" -v quiet || fail "$program does not build."
  done
}

jobs_program="$root/Portal.Jobs/bin/$configuration/net10.0/Portal.Jobs.dll"

# Commands are typed often, so the build is skipped when no source is newer than the program.
build_jobs_if_older() {
  local newer="yes"
  if [[ -f "$jobs_program" ]]; then
    newer="$(find "$root/Portal.Core" "$root/Portal.Jobs" "$root"/Directory.*.props -type d \( -name obj -o -name bin \) -prune -o \
      -type f -newer "$jobs_program" -print -quit)"
  fi
  if [[ -n "$newer" ]]; then
    restore_solution || fail "The packages could not be restored."
    build "$root/Portal.Jobs" || fail "Portal.Jobs does not build."
    touch "$jobs_program"
  fi
}
