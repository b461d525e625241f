package io.millrace.kinesis.request;

/**
 * A request or a structure within one: a record with a component for each member that the server uses. The service
 * model ({@code requests.json}) has the types and limits of all members, so that a request that is read keeps them.
 */
public interface Request {
    /**
     * Checks what concerns several members at once.
     *
     * @throws ApiException when a rule is violated
     */
    default void check() {}
}
