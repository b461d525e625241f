/** Typed settings, declared once as Flink options. */
@NullMarked
package io.millrace.job.settings;

import org.jspecify.annotations.NullMarked;
