/**
 * Rehearses deployments without an account: plays a sequence of cloud assemblies by CloudFormation's rules, with a failure at each
 * resource, and reports what would be refused and what would lose data.
 */
@NullMarked
package io.millrace.rehearsal;

import org.jspecify.annotations.NullMarked;
