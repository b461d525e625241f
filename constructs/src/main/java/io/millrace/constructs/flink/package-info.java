/**
 * Apache Flink applications on Amazon Managed Service for Apache Flink: their options, the rules of the service, and the
 * resources they are made of. The jar and the job's bindings have packages of their own, which do not know this one.
 */
@NullMarked
@PublicApi
package io.millrace.constructs.flink;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
