/** The jar's entry point, the jobs it holds and what they declare. */
@NullMarked
package io.millrace.job;

import org.jspecify.annotations.NullMarked;
