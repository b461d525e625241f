/**
 * The lottery shown at work: a stage is started, generated traffic goes in, and draws come out.
 */
@NullMarked
package io.millrace.local.demo;

import org.jspecify.annotations.NullMarked;
