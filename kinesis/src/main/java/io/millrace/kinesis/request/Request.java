package io.millrace.kinesis.request;

/**
 * A request or a structure within one: a record with one component for each member. A component that is not
 * {@code @Nullable} is a required member.
 */
public interface Request {
    /** Adds the rules that the members violate. All required members are present. */
    default void check(Violations violations) {}

    /**
     * Returns the request if it is valid.
     *
     * @throws ApiException a ValidationException: it names all missing members, or else all violated rules
     */
    static <T extends Request> T checked(T request) {
        Violations missing = new Violations();
        RequiredMembers.check(request, missing);
        missing.check();
        Violations violations = new Violations();
        request.check(violations);
        violations.check();
        return request;
    }
}
