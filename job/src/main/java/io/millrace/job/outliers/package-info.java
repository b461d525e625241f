/** The job {@code outliers}: finds the measurements that are far from what their key's were so far. */
@NullMarked
package io.millrace.job.outliers;

import org.jspecify.annotations.NullMarked;
