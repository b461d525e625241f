/** Rehearsals of this project's own releases. */
package io.millrace.integration.rehearsal;
