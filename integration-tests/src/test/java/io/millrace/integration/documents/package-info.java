/** Checks of the commands in this project's documents: that they run, or at least that what they name exists. */
@NullMarked
package io.millrace.integration.documents;

import org.jspecify.annotations.NullMarked;
