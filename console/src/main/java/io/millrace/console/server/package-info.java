/**
 * The HTTP server of the page: who may ask, what a request and an event are, and the page's own files. Knows nothing of
 * stages: the routes are given to it.
 */
@NullMarked
package io.millrace.console.server;

import org.jspecify.annotations.NullMarked;
