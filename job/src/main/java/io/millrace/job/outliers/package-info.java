/** The job {@code outliers}: detects measurements that are far from the mean of their key. */
@NullMarked
package io.millrace.job.outliers;

import org.jspecify.annotations.NullMarked;
