/** {@code lottery} as an expert tunes it, and as SQL says it. */
@NullMarked
package io.millrace.benchmarks.lottery.tuned;

import org.jspecify.annotations.NullMarked;
