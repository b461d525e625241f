/**
 * Plots in SVG. The bytes depend on the data alone: text is laid out with estimated widths, since the metrics of fonts, which
 * Java's charting libraries use, differ between machines.
 */
@NullMarked
package io.millrace.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
