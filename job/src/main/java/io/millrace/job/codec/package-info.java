/** Serializers for streams between operators where Flink's POJO serializer would take most of the time. Never for state. */
@NullMarked
package io.millrace.job.codec;

import org.jspecify.annotations.NullMarked;
