/** Apache Flink applications on Amazon Managed Service for Apache Flink, and the jars that they run. */
@NullMarked
package io.millrace.constructs.flink;

import org.jspecify.annotations.NullMarked;
