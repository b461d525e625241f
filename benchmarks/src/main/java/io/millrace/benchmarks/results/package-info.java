/**
 * Raw results: what was measured, where and when, in one JSON file. Nothing in here is computed from something else; medians,
 * ratios, tables and plots are made from it by {@code io.millrace.benchmarks.report}.
 */
@NullMarked
package io.millrace.benchmarks.results;

import org.jspecify.annotations.NullMarked;
