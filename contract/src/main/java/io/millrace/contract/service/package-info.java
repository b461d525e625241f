/**
 * The limits of Managed Service for Apache Flink, which synthesis and the local runtime check in the same words. Only what
 * both of them refuse belongs here.
 */
@NullMarked
package io.millrace.contract.service;

import org.jspecify.annotations.NullMarked;
