# Sourced by the scripts that deploy stacks, after common.sh: the order in which CloudFormation accepts a release.
# shellcheck shell=bash

# Prints status and termination protection of a stack, separated by a tab, or nothing when there is no such stack.
describe_stack() {
  aws cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].[StackStatus,EnableTerminationProtection]' \
    --output text </dev/null 2>"$work/error" && return
  grep -q 'does not exist' "$work/error" || die "stack $1 cannot be described: $(cat "$work/error")"
}

lift_protection() {
  aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name "$1" </dev/null >/dev/null \
    || die "the termination protection of stack $1 cannot be lifted"
}

# Stacks of the stage that exist and that the assembly does not have, a line each.
left_behind() {
  local names prefix present
  names=$(assembly names "$1" "$2") || exit 1
  prefix=${names%%$'\n'*}
  [ -n "$prefix" ] || return 0
  present=$(aws cloudformation list-stacks --output text --query \
    "StackSummaries[?starts_with(StackName, '$prefix') && StackStatus != 'DELETE_COMPLETE'].[StackName]" </dev/null) \
    || die "the stacks of $2 cannot be listed"
  [ -z "$present" ] || grep -vxF "${names#*$'\n'}" <<<"$present" || true
}

# Whether a stack may have been left behind, by its name, and there is none.
is_gone() {
  local names prefix row
  names=$(assembly names "$1" "$2") || exit 1
  prefix=${names%%$'\n'*}
  [ -n "$prefix" ] && [[ $3 = "$prefix"* ]] && ! grep -qxF -- "$3" <<<"$names" || return 1
  row=$(describe_stack "$3") || exit 1
  [ -z "$row" ]
}

# Deletes a stack that the assembly does not have, even when it has termination protection. One that is gone was deleted before.
delete_left_behind() {
  local app=$1 stage=$2 name=$3 left
  left=$(left_behind "$app" "$stage") || exit 1
  if ! grep -qxF -- "$name" <<<"$left"; then
    is_gone "$app" "$stage" "$name" \
      || die "the stack to delete must be one of $stage and must not be in the release, got '$name'"
    say "there is no stack $name; nothing is deleted"
    return
  fi
  lift_protection "$name"
  aws cloudformation delete-stack --stack-name "$name" </dev/null \
    && aws cloudformation wait stack-delete-complete --stack-name "$name" </dev/null \
    || die "stack $name is not deleted; its events have the reason"
  say "stack $name is deleted; what its template retains stays in the account"
}

# Deploys all stacks of a stage.
#
# A stack that the CLI has to delete because its creation failed loses its termination protection first: it holds nothing yet.
#
# CloudFormation refuses to drop an export that another stack imports, and stacks are deployed in the order of their
# references. So a stack that loses exports is deployed twice: first with all it has now, then, when no stack imports them any
# longer, as the assembly has it. It keeps them as long as a stack remains that the assembly does not have.
deploy_stacks() {
  local app=$1 stage=$2 stacks name row status protected shrinking left
  local deployed=$work/deployed wide=$work/wide
  rm -rf "$deployed" "$wide"
  mkdir -p "$deployed"
  stacks=$(assembly stacks "$app" "$stage") || exit 1
  while IFS=$'\t' read -r name _; do
    row=$(describe_stack "$name") || exit 1
    IFS=$'\t' read -r status protected <<<"$row"
    case $status in
      '' | REVIEW_IN_PROGRESS) ;;
      ROLLBACK_COMPLETE | ROLLBACK_FAILED)
        say "stack $name: $status; it is deleted and created again"
        [ "$protected" != True ] || lift_protection "$name"
        ;;
      *)
        aws cloudformation get-template --stack-name "$name" --template-stage Original --query TemplateBody --output json \
          </dev/null >"$deployed/$name.json" || die "the template of stack $name cannot be read"
        ;;
    esac
  done <<<"$stacks"

  shrinking=$(assembly widen "$app" "$stage" "$deployed" "$wide") || exit 1
  left=$(left_behind "$app" "$stage") || exit 1
  if [ -n "$shrinking" ]; then
    say "first, these stacks keep what others may still import: ${shrinking//$'\n'/, }"
    cdk_deploy "$wide" "$stage" || return 1
  fi
  if [ -z "$shrinking" ] || [ -z "$left" ]; then
    # the CLI writes files into the assembly that it deploys, and leaves some there when it is interrupted
    cp -R "$app" "$work/assembly"
    cdk_deploy "$work/assembly" "$stage" || return 1
  fi
  while [ -n "$left" ] && read -r name; do
    say "stack $name is not in the release; it stays, and its job keeps running, until deploy/deploy $stage --delete $name"
  done <<<"$left"
}

cdk_deploy() {
  cdk deploy --app "$1" "$2/**" --require-approval never --progress events --no-notices >&2
}
