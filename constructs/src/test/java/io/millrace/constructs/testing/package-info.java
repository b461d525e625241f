/** Fixtures for template tests, here and in the modules that use the constructs: synthesised stacks, and jars to deploy. */
package io.millrace.constructs.testing;
