/**
 * Reads a CDK cloud assembly, which is the directory that {@code cdk synth} writes: its stages, the templates of their
 * stacks, and the files that a deploy would publish.
 */
@NullMarked
package io.millrace.assembly;

import org.jspecify.annotations.NullMarked;
