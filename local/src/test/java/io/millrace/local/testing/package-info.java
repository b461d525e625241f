/** Fixtures for the tests of several packages: the plan of a small stage. */
package io.millrace.local.testing;
