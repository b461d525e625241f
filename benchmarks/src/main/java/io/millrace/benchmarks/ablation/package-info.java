/** The jobs without one of their measures, by changes to a graph that is not submitted yet: the jobs have no switch for it. */
@NullMarked
package io.millrace.benchmarks.ablation;

import org.jspecify.annotations.NullMarked;
