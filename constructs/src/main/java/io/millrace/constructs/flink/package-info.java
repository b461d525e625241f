/** Apache Flink applications on Amazon Managed Service for Apache Flink, and the jars that they run. */
@NullMarked
@PublicApi
package io.millrace.constructs.flink;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
