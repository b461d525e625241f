package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Records that leave something in every state of a job, and records whose results show that it is still there. Between
 * the two the job is saved; years may pass.
 */
interface StateSpecimen extends JobBinding {
    /** What fills the states and gives no result before the job is saved. */
    List<Put> before(long nowMillis);

    /** What asks for the states' content. */
    List<Put> after(long nowMillis);

    /** What the restored job must say, in any order. */
    List<String> expected();

    /** What it has said, in the words of {@link #expected}: without times, which every restore has its own of. */
    List<String> said(Map<String, List<JsonNode>> outputs);
}
