/** What the tuned rivals share: reading and writing JSON in a stream of tokens, bundles before a shuffle, and options. */
@NullMarked
package io.millrace.benchmarks.tuned;

import org.jspecify.annotations.NullMarked;
