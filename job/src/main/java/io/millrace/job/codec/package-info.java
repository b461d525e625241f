/** Bytes of elements and texts where Flink's serializers would take most of the time. Of elements only between operators. */
@NullMarked
package io.millrace.job.codec;

import org.jspecify.annotations.NullMarked;
