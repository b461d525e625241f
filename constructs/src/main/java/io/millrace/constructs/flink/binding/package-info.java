/**
 * What a job is bound to: its inputs, outputs, settings and secrets, as property groups and permissions. Knows streams and
 * topics, not applications.
 */
@NullMarked
@PublicApi
package io.millrace.constructs.flink.binding;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
