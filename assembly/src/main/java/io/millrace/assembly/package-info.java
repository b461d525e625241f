/**
 * Reads a CDK cloud assembly, the directory {@code cdk synth} writes: its stages, their stacks with their templates, and
 * the files that a deploy would publish.
 */
@NullMarked
package io.millrace.assembly;

import org.jspecify.annotations.NullMarked;
