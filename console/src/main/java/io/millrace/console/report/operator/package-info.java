/** The report of a single operator of a job. */
@NullMarked
package io.millrace.console.report.operator;

import org.jspecify.annotations.NullMarked;
