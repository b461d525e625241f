/**
 * The CDK app of this organisation: two stages, each with a stack that keeps data and a stack that can be replaced.
 * {@link io.millrace.infra.InfraApp} alone reads the environment that it runs in.
 */
@NullMarked
package io.millrace.infra;

import org.jspecify.annotations.NullMarked;
