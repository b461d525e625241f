/**
 * The CloudFormation resource types that are known here, a class each, and the planner that turns a stage's resources into
 * its plan. {@link io.millrace.assembly.resources.ResourceTypes} lists the types.
 */
@NullMarked
package io.millrace.assembly.resources;

import org.jspecify.annotations.NullMarked;
