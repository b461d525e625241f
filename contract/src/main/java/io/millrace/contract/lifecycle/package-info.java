/**
 * The protocol between the constructs, which declare the lifecycle of a job in a template, and the functions that carry it
 * out in a deploy: property names, their values, and the metrics by which a job is judged.
 */
@NullMarked
package io.millrace.contract.lifecycle;

import org.jspecify.annotations.NullMarked;
