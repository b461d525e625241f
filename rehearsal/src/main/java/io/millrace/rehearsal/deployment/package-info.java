/** Plays the deployment of a stage's stacks to an account, by the rules of the CDK CLI and CloudFormation. */
@NullMarked
package io.millrace.rehearsal.deployment;

import org.jspecify.annotations.NullMarked;
