package io.millrace.assembly.template;

/** Where a value stands: the stack, and the value's path in the template, as in {@code Resources.Draws.Properties}. */
public record Location(String stack, String path) {
    /** Where a stack's template begins. */
    public static Location of(String stack) {
        return new Location(stack, "");
    }

    public Location child(String name) {
        return new Location(stack, path.isEmpty() ? name : path + "." + name);
    }

    Location child(int index) {
        return new Location(stack, path + "[" + index + "]");
    }

    /** The exception to throw for the value here. */
    public TemplateException error(String message) {
        return new TemplateException("stack %s: %s: %s".formatted(stack, path, message));
    }
}
