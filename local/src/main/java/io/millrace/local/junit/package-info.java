/**
 * A stage as a fixture of JUnit 5 tests. Whoever uses it has JUnit; the rest of the local runtime does without.
 */
@NullMarked
package io.millrace.local.junit;

import org.jspecify.annotations.NullMarked;
