/** Amazon S3 as a directory of this machine: the file systems that Flink finds for the schemes of the service's own. */
@NullMarked
package io.millrace.cluster.s3;

import org.jspecify.annotations.NullMarked;
