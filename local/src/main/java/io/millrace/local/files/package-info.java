/**
 * Directories as a whole: made, and deleted with all that is in them.
 */
@NullMarked
package io.millrace.local.files;

import org.jspecify.annotations.NullMarked;
