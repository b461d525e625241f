/** The stage's alarms, as JSON. */
@NullMarked
package io.millrace.console.report.alarm;

import org.jspecify.annotations.NullMarked;
