/** For template tests, here and in the modules that use the constructs: a template to ask, and a jar to deploy. */
package io.millrace.constructs.testing;
