package io.millrace.contract.search;

/** A rule that a model does not keep. */
public final class BrokenRule extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String rule;

    public BrokenRule(String rule) {
        this(rule, "");
    }

    /** @param details what differs from one breach of the rule to the next, or empty */
    public BrokenRule(String rule, String details) {
        super(details.isEmpty() ? rule : rule + "; " + details, null, false, false);
        this.rule = rule;
    }

    public String rule() {
        return rule;
    }

    public static void require(boolean kept, String rule) {
        if (!kept) {
            throw new BrokenRule(rule);
        }
    }

    /** @param details added to the message, not to the rule */
    public static void require(boolean kept, String rule, String details) {
        if (!kept) {
            throw new BrokenRule(rule, details);
        }
    }
}
