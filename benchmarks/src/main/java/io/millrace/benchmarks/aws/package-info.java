/** What measured rates mean on AWS: an estimate, with its assumptions. */
@NullMarked
package io.millrace.benchmarks.aws;

import org.jspecify.annotations.NullMarked;
