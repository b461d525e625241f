/**
 * The CDK app of this organisation: its environments, its jobs, and the stacks that are made of both. Only
 * {@link io.millrace.infra.InfraApp} reads environment variables; everything else gets values.
 */
@NullMarked
package io.millrace.infra;

import org.jspecify.annotations.NullMarked;
