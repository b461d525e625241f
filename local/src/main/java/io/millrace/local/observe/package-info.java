/**
 * What a stage does, as reports: read from the stage's directory, from the REST API of its Flinks, and from the contracts of its
 * jars. Works in any process, and for a stage that has stopped. Changes nothing.
 */
@NullMarked
package io.millrace.local.observe;

import org.jspecify.annotations.NullMarked;
