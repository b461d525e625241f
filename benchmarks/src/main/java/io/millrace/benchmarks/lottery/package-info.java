/** The lottery after the textbook, and the clicks that it is measured with. */
@NullMarked
package io.millrace.benchmarks.lottery;

import org.jspecify.annotations.NullMarked;
