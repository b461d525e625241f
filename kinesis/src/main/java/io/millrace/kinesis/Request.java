package io.millrace.kinesis;

/**
 * A request, or a structure within one: a record whose components are the members. A component that is not
 * {@code @Nullable} is a required member.
 */
interface Request {
    /** Adds what is wrong with the members, of which the required ones are there. */
    default void check(Mistakes mistakes) {}

    /**
     * Returns the request when it is good.
     *
     * @throws ApiException a ValidationException that names all mistakes: missing members, else broken rules
     */
    static <T extends Request> T checked(T request) {
        Mistakes missing = new Mistakes();
        RequiredMembers.check(request, missing);
        missing.check();
        Mistakes mistakes = new Mistakes();
        request.check(mistakes);
        mistakes.check();
        return request;
    }
}
