/** The rules by which the CDK CLI and CloudFormation deploy a stage's stacks to an account, and what they find. */
@NullMarked
package io.millrace.rehearsal.deployment;

import org.jspecify.annotations.NullMarked;
