/** Topics on Amazon MSK with IAM authentication, and the exact permissions for reading and writing them. */
@NullMarked
@PublicApi
package io.millrace.constructs.kafka;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
