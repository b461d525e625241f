/**
 * Policies that this app cannot change, because they belong to something imported: what their owners must add to them.
 */
@NullMarked
@PublicApi
package io.millrace.constructs.access;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
