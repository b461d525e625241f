package io.millrace.contract.search;

import java.util.Map;
import java.util.function.Supplier;

/** A state of a model. Equal states are visited once; the text is shown in the path to a broken rule. */
public interface SearchedState {
    /**
     * What can happen next, by its description for the path; empty when nothing can.
     *
     * @return suppliers of the state after each, which throw {@link BrokenRule} when it breaks a rule
     */
    Map<String, Supplier<SearchedState>> events();
}
