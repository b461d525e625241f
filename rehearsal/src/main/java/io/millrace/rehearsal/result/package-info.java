/** What a deployment did and found: changes, findings with the rule that each breaks, and the results of stacks and stages. */
@NullMarked
package io.millrace.rehearsal.result;

import org.jspecify.annotations.NullMarked;
