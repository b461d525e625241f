/** What textbook implementations have in common. */
@NullMarked
package io.millrace.benchmarks.textbook;

import org.jspecify.annotations.NullMarked;
