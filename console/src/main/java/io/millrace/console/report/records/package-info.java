/** What commands do with records, as JSON: records that were copied, and records inside a job. */
@NullMarked
package io.millrace.console.report.records;

import org.jspecify.annotations.NullMarked;
