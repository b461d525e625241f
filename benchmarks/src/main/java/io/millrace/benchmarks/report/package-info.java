/** What is published: tables, plots and the documents that contain them, made from results alone. */
@NullMarked
package io.millrace.benchmarks.report;

import org.jspecify.annotations.NullMarked;
