/** What the textbook implementations share. */
@NullMarked
package io.millrace.benchmarks.textbook;

import org.jspecify.annotations.NullMarked;
