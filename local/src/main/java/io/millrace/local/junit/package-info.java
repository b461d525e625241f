/**
 * A stage as a fixture of JUnit 5 tests. Only this package depends on JUnit, which the project that uses it provides.
 */
@NullMarked
package io.millrace.local.junit;

import org.jspecify.annotations.NullMarked;
