package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Records that fill every state of a job, and records whose results show that the state is still there. A savepoint is
 * taken between the two, and restored at any later time.
 */
interface StateSpecimen extends JobBinding {
    /** Records that fill the states, without a result before the savepoint. */
    List<Put> before(long nowMillis);

    /** Records whose results depend on the states. */
    List<Put> after(long nowMillis);

    /** The lines that the restored job must produce, in any order. */
    List<String> expected();

    /** The lines that it has produced, without times, which differ in every restore. */
    List<String> said(Map<String, List<JsonNode>> outputs);
}
