/**
 * The demo: generated traffic for the lottery, and a summary of its draws. It uses a stage only through its public class.
 */
@NullMarked
package io.millrace.local.demo;

import org.jspecify.annotations.NullMarked;
