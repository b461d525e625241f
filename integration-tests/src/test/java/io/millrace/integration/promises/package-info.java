/** The suite of module {@code promises} against a stage on this machine, and its AWS target against scripted services. */
package io.millrace.integration.promises;
