/** An exhaustive search over the states of a model, for the tests of every module that decides something step by step. */
@NullMarked
package io.millrace.contract.search;

import org.jspecify.annotations.NullMarked;
