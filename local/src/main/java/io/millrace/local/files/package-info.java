/**
 * Small helpers for files: whole directories, and JSON files that are replaced atomically. They know nothing of stages.
 */
@NullMarked
package io.millrace.local.files;

import org.jspecify.annotations.NullMarked;
