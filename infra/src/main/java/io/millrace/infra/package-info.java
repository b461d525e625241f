/**
 * The CDK app of this organisation: a stage for each environment, with a stack that keeps data and stacks that can be
 * replaced.
 * {@link io.millrace.infra.InfraApp} alone reads the environment that it runs in.
 */
@NullMarked
package io.millrace.infra;

import org.jspecify.annotations.NullMarked;
