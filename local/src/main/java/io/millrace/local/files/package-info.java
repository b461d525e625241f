/**
 * Directories as a whole: made, and deleted with all that is in them; and files that are replaced in one step.
 */
@NullMarked
package io.millrace.local.files;

import org.jspecify.annotations.NullMarked;
