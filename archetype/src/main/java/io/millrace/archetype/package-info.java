/**
 * A new project: what {@code millrace new} may ask for, and the files that it writes, which are also a Maven archetype. The
 * files themselves are resources.
 */
@NullMarked
package io.millrace.archetype;

import org.jspecify.annotations.NullMarked;
