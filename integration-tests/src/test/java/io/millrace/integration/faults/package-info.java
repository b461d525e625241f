/** Jobs under load whose processes are killed: what they lose or repeat, and which state a later version restores. */
package io.millrace.integration.faults;
