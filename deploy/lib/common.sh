# Sourced by the deploy scripts: options, the store of releases, the AWS identity.
# shellcheck shell=bash
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
script=$(basename "$0")
state=${MILLRACE_STATE:-$home/.millrace}
[[ $state = /* ]] || state=$PWD/$state
releases=$state/releases
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '%s: %s\n' "$script" "$*" >&2; }

die() {
  say "$*"
  exit 1
}

misuse() {
  say "$*; see deploy/$script --help"
  exit 2
}

require() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || die "$tool must be on the path; install it"
  done
}

assembly() { node "$home/deploy/lib/assembly.mjs" "$@"; }

record() { node "$home/deploy/lib/record.mjs" "$@"; }

# The CDK CLI of package.json. It runs outside the repository, where it would find cdk.json and start a build.
cdk() {
  [ -x "$home/node_modules/.bin/cdk" ] || die "the CDK CLI must be in node_modules; run npm ci"
  (cd "$work" && "$home/node_modules/.bin/cdk" "$@" </dev/null)
}

# Parses the options into option_NAME. $2 lists them, with a = after those that take a value. Sets 'environment', the positional
# argument, which $1 declares as none, maybe or must, and 'directory', the assembly's.
parse() {
  local wanted=$1 allowed=" $2 " name path
  shift 2
  environment=''
  while [ $# -gt 0 ]; do
    name=${1#--}
    case $1 in
      -h | --help)
        usage
        exit 0
        ;;
      --*)
        if [[ $allowed == *" $name= "* ]]; then
          [ $# -ge 2 ] || misuse "$1 takes a value"
          printf -v "option_$name" %s "$2"
          shift
        elif [[ $allowed == *" $name "* ]]; then
          printf -v "option_$name" %s yes
        else
          misuse "unknown option $1"
        fi
        ;;
      *)
        [ "$wanted" != none ] && [ -z "$environment" ] || misuse "unknown argument '$1'"
        environment=$1
        ;;
    esac
    shift
  done
  [ "$wanted" != must ] || [ -n "$environment" ] || misuse "an environment must be given"
  for name in option_assembly option_against; do
    if [ -n "${!name:-}" ]; then
      [ -d "${!name}" ] || misuse "--${name#option_} must be a folder, got '${!name}'"
      path=$(cd "${!name}" && pwd) || exit 1
      printf -v "$name" %s "$path"
    fi
  done
  directory=${option_assembly:-$home/cdk.out}
  require node
}

# Fails with exit code 2 unless the environment, or the stage that $2 names, is a stage of the assembly. Sets 'stage_stacks', its
# stacks as 'assembly stacks' prints them, and the region of the SDKs and the CLI if the stage has one.
require_stage() {
  local region
  stage_stacks=$(assembly stacks "$1" "${2:-$environment}") || exit 2
  region=$(head -n 1 <<<"$stage_stacks" | cut -f 4)
  if [ -n "$region" ]; then export AWS_REGION=$region AWS_DEFAULT_REGION=$region; fi
}

# In a pipeline, lets the SDKs assume the role with the job's token, in a file that only this user can read and that is deleted
# in the end. On a laptop there is no token, and the SDKs look for credentials as usual.
assume_identity() {
  require aws
  if [ -n "${AWS_REGION:-}" ]; then export AWS_DEFAULT_REGION=$AWS_REGION; fi
  [ -n "${AWS_ID_TOKEN:-}" ] || return 0
  [ -n "${AWS_ROLE_ARN:-}" ] \
    || die "AWS_ROLE_ARN must be set when AWS_ID_TOKEN is; make it a CI/CD variable of the environment"
  (umask 077 && printf %s "$AWS_ID_TOKEN" >"$work/identity")
  unset AWS_ID_TOKEN
  export AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE=$work/identity
  export AWS_ROLE_SESSION_NAME=millrace-${CI_PIPELINE_ID:-0}-${CI_JOB_ID:-0}
}

# --- the record of an environment: a file on this machine, a parameter on AWS (docs/decisions/0012) ---

record_parameter() { echo "/millrace/$environment/release"; }

read_record() {
  if [ -n "${option_local:-}" ]; then
    if [ -e "$releases/$environment.record" ]; then cat "$releases/$environment.record"; fi
  elif ! aws ssm get-parameter --name "$(record_parameter)" --query Parameter.Value --output text 2>"$work/error"; then
    grep -q ParameterNotFound "$work/error" || die "the record $(record_parameter) cannot be read: $(cat "$work/error")"
  fi
}

write_record() {
  if [ -n "${option_local:-}" ]; then
    mkdir -p "$releases"
    printf '%s\n' "$1" >"$releases/$environment.record.next"
    mv "$releases/$environment.record.next" "$releases/$environment.record"
  else
    aws ssm put-parameter --name "$(record_parameter)" --type String --overwrite --value "$1" >/dev/null \
      || die "the record $(record_parameter) cannot be written"
  fi
}

# --- the releases, by digest: folders on this machine, and in a pipeline packages in GitLab's registry ---

in_pipeline() { [ -z "${option_local:-}" ] && [ -n "${CI_JOB_TOKEN:-}" ] && [ -n "${CI_API_V4_URL:-}" ]; }

# The token is piped in, because every process can see arguments.
registry() {
  local url=$CI_API_V4_URL/projects/$CI_PROJECT_ID/packages/generic/millrace-release/$1
  shift
  printf 'header = "JOB-TOKEN: %s"\n' "$CI_JOB_TOKEN" | curl --config - --silent --show-error --fail --location "$@" "$url"
}

# Keeps a copy of a release before it is deployed, so that a rollback can deploy it, and checks its bytes. Sets 'kept', its folder.
keep_release() {
  local digest=$1 directory=$2 next
  kept=$releases/$digest
  if [ ! -e "$kept" ]; then
    mkdir -p "$releases"
    next=$(mktemp -d "$kept.XXXXXX")
    cp -R "$directory/." "$next"
    assembly settle "$next" "$kept"
  fi
  check_release "$kept" "$digest"
  if in_pipeline && ! registry "$digest/release.json" --output /dev/null 2>/dev/null; then
    tar -czf "$work/assembly.tar.gz" -C "$kept" .
    # the seal comes last: a release with a seal is complete
    registry "$digest/assembly.tar.gz" --upload-file "$work/assembly.tar.gz" >/dev/null \
      && registry "$digest/release.json" --upload-file "$kept/release.json" >/dev/null \
      || die "release $digest cannot be uploaded to the project's packages"
  fi
}

# Fetches a kept release and checks its bytes. Sets 'kept', its folder.
fetch_release() {
  local digest=$1 next
  kept=$releases/$digest
  if [ ! -e "$kept" ]; then
    in_pipeline || die "release $digest is not in $releases; the releases of a pipeline are in the project's packages"
    registry "$digest/assembly.tar.gz" --output "$work/assembly.tar.gz" \
      || die "release $digest cannot be fetched from the project's packages"
    mkdir -p "$releases"
    next=$(mktemp -d "$kept.XXXXXX")
    tar -xzf "$work/assembly.tar.gz" -C "$next"
    assembly settle "$next" "$kept"
  fi
  check_release "$kept" "$digest"
}

# Fails unless the folder is unchanged since it was sealed, and has the digest when one is given.
check_release() {
  local differences
  differences=$(assembly check "$1" "${2:-}") || exit 1
  [ -z "$differences" ] || die "$1 must be as it was sealed; these files differ:"$'\n'"$differences"
}

# Finds the release to compare with: that of --against, or the environment's current one. Sets 'before', its folder; empty when
# the environment has no release yet, or the release does not have the environment. Sets 'current' and 'attempt', digests in
# the record.
find_current() {
  local text stages
  before=''
  current=''
  attempt=''
  if [ -n "${option_against:-}" ]; then
    before=$option_against
  else
    [ -n "${option_local:-}" ] || assume_identity
    text=$(read_record) || exit 1
    current=$(record current "$text") || exit 1
    attempt=$(record attempted "$text") || exit 1
    [ -z "$attempt" ] || say "a deployment of $attempt has failed or is running; what it has changed is not compared"
    if [ -z "$current" ]; then
      say "$environment has no release yet"
      return
    fi
    fetch_release "$current"
    before=$kept
  fi
  stages=$(assembly stages "$before") || exit 1
  if ! grep -qxF -- "$environment" <<<"$stages"; then
    say "the current release has no stage $environment"
    before=''
  fi
}

# --- what the gates have compared, for deploy/deploy --gated ---

# Fails if a file was changed after the seal, whose digest pass_gate keeps. What is not sealed passes; it cannot be deployed.
check_seal() { [ ! -e "$1/release.json" ] || check_release "$1"; }

# What a gate lets pass: a release, the current one before it, and another one whose deployment has failed after that.
passage() { echo "$1 after ${2:-none}${3:+ and an attempt at $3}"; }

# Keeps that this gate has let a release pass, and after which others.
pass_gate() {
  local digest
  [ -z "${option_against:-}" ] && [ -e "$1/release.json" ] || return 0
  digest=$(assembly show "$1" digest) || exit 1
  mkdir -p "$state/gates/$environment"
  passage "$digest" "$current" "$attempt" >"$state/gates/$environment/$script"
}

# Fails unless both gates have let the release pass after the current one, and after the attempt at another one if there is any.
# They may have seen an attempt which this release's own, or a rollback, has replaced in the record.
check_gates() {
  local digest=$1 current=$2 attempt=$3 gate needed passed
  [ "$attempt" != "$digest" ] || attempt=''
  needed=$(passage "$digest" "$current" "$attempt")
  for gate in state-gate rehearse; do
    passed=$(cat "$state/gates/$environment/$gate" 2>/dev/null) || passed=nothing
    [[ "$passed " = "$needed "* ]] || die "deploy/$gate must have passed $needed, got $passed; run the gates again"
  done
}

# Whether --accept has the digest of the release.
is_accepted() { [ -n "${option_accept:-}" ] && [ "$option_accept" = "$(assembly show "$1" digest)" ]; }
