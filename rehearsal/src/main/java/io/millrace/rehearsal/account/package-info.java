/** A model of an AWS account: its stacks, their resources, and what has been orphaned. It does not know how they came to be. */
@NullMarked
package io.millrace.rehearsal.account;

import org.jspecify.annotations.NullMarked;
