/** Jobs in the manner of AWS's public examples, whose jars leave out what the service provides. */
package io.millrace.integration.examples;
