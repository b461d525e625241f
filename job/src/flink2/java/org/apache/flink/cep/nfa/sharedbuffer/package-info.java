/** What flink-cep of Flink 1 has left in savepoints, and Flink 2 does not have any more. */
@NullMarked
package org.apache.flink.cep.nfa.sharedbuffer;

import org.jspecify.annotations.NullMarked;
