/**
 * Load at a rate that is set in advance, and how long results take under it. A slow system is offered no less: each event has its
 * time before anything is sent, so that waiting for the system shows as delay.
 */
@NullMarked
package io.millrace.benchmarks.paced;

import org.jspecify.annotations.NullMarked;
