/**
 * CDK constructs for streaming: {@link io.millrace.constructs.streams streams},
 * {@link io.millrace.constructs.kafka topics},
 * {@link io.millrace.constructs.flink Flink applications}, and what keeps them running.
 */
@NullMarked
@PublicApi
package io.millrace.constructs;

import org.jspecify.annotations.NullMarked;
