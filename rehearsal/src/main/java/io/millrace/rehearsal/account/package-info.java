/** A model of an AWS account, and CloudFormation's rules for deploying a stage's stacks to it. */
@NullMarked
package io.millrace.rehearsal.account;

import org.jspecify.annotations.NullMarked;
