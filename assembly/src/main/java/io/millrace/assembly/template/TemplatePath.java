package io.millrace.assembly.template;

/** The path of a value in a stack's template, such as {@code Resources.Draws.Properties}. */
public record TemplatePath(String stack, String path) {
    /** The root of a stack's template. */
    public static TemplatePath of(String stack) {
        return new TemplatePath(stack, "");
    }

    public TemplatePath child(String name) {
        return new TemplatePath(stack, path.isEmpty() ? name : path + "." + name);
    }

    TemplatePath child(int index) {
        return new TemplatePath(stack, path + "[" + index + "]");
    }

    /** An exception whose message names the stack and this path. */
    public TemplateException error(String message) {
        return new TemplateException("stack %s: %s: %s".formatted(stack, path, message));
    }
}
