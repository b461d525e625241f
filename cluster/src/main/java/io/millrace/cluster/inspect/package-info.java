/**
 * Shows what leaves an operator of the running job. Nothing of this runs until another process loads {@link
 * io.millrace.cluster.inspect.InspectionAgent} into this one: the outputs' classes are then changed, and changed back at the end.
 */
@NullMarked
package io.millrace.cluster.inspect;

import org.jspecify.annotations.NullMarked;
